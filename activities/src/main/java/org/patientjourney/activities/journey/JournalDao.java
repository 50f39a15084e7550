package org.patientjourney.activities.journey;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.journey.JourneyId;

/** Statements on {@code journal_entry}: the application may insert and read, nothing else. */
@RegisterConstructorMapper(JournalRow.class)
public interface JournalDao {
  @SqlUpdate(
      """
      insert into journal_entry (journey_id, seq, epoch, revision, kind, at, actor, detail, note,
        prev_hash, hash)
      values (:journeyId, :seq, :epoch, :revision, :kind, :at, :actor, :detail, :note,
        :prevHash, :hash)
      """)
  void insert(@BindMethods JournalRow row);

  @SqlQuery("select * from journal_entry where journey_id = :journeyId order by seq desc limit 1")
  Optional<JournalRow> findLast(JourneyId journeyId);

  @SqlQuery("select * from journal_entry where journey_id = :journeyId order by seq")
  List<JournalRow> findByJourney(JourneyId journeyId);
}
