package org.patientjourney.activities.audit;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Finds what an export of a period holds. */
public interface ExportDao {
  /** Journeys whose journal has an entry of the period, a page behind an id. */
  @SqlQuery(
      """
      select journey_id from journey
      where created_at < :until and journey_id > :after
        and (cast(:clinic as text) is null or clinic = :clinic)
        and exists (select 1 from journal_entry entry
          where entry.journey_id = journey.journey_id and entry.at >= :since and entry.at < :until)
      order by journey_id limit :limit
      """)
  List<String> findJournalled(
      Instant since, Instant until, @Nullable String clinic, String after, int limit);
}
