package org.patientjourney.activities.anchor;

import java.util.List;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.sqlobject.customizer.FetchSize;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.anchor.AnchorFile.JournalLine;

/** Statements that read what is anchored, in pages of the driver within a transaction. */
interface AnchorDao {
  int PAGE = 2_000;

  /**
   * A line of the access log.
   *
   * @param text all its columns as JSON; of the purpose, which is encrypted, its SHA-256
   */
  record AccessText(long accessId, String text) {}

  @SqlQuery(
      """
      select journey_id, journal_seq as seq, encode(journal_hash, 'hex') as hash from journey
      order by journey_id
      """)
  @FetchSize(PAGE)
  ResultIterable<JournalLine> findHeads();

  /** Hashes as their rows have them; a row that is gone is left out. */
  @SqlQuery(
      """
      select journey_id, seq, encode(hash, 'hex') as hash from journal_entry
      join unnest(:journeys, :seqs) as anchored (journey_id, seq) using (journey_id, seq)
      """)
  List<JournalLine> findEntries(String[] journeys, Long[] seqs);

  /** In the order of their numbers. */
  @SqlQuery(
      """
      select access_id, json_build_array(access_id, extract(epoch from at)::text, caller, role,
        caller_clinic, endpoint, outcome, clinic, order_id, journey_id, delivery_id,
        encode(sha256(purpose), 'hex'))::text as text
      from access_log
      where access_id > :after and (cast(:to as bigint) is null or access_id <= :to)
      order by access_id
      """)
  @FetchSize(PAGE)
  ResultIterable<AccessText> findAccess(long after, @Nullable Long to);
}
