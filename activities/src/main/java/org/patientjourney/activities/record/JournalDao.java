package org.patientjourney.activities.record;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.BindMethodsList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Statements on {@code journal_entry}, where the application may insert and read, nothing else; and
 * on the head, which is a column of the journey's row.
 */
@RegisterConstructorMapper(JournalRow.class)
@RegisterConstructorMapper(JournalHead.class)
public interface JournalDao {
  @SqlUpdate(
      """
      insert into journal_entry (journey_id, seq, revision, kind, at, actor, detail, note,
        note_digest, prev_hash, hash)
      values <rows>
      """)
  void insert(
      @BindMethodsList(
              value = "rows",
              methodNames = {
                "journeyId",
                "seq",
                "revision",
                "kind",
                "at",
                "actor",
                "detail",
                "note",
                "noteDigest",
                "prevHash",
                "hash"
              })
          List<JournalRow> rows);

  @SqlQuery(
      """
      select journal_seq as seq, journal_hash as hash from journey where journey_id = :journeyId
      """)
  Optional<JournalHead> findHead(JourneyId journeyId);

  @SqlUpdate(
      """
      update journey set journal_seq = :seq, journal_hash = :hash where journey_id = :journeyId
      """)
  int moveHead(JourneyId journeyId, @BindMethods JournalHead head);

  @SqlQuery("select * from journal_entry where journey_id = :journeyId order by seq")
  List<JournalRow> findByJourney(JourneyId journeyId);
}
