package org.patientjourney.activities.refusal;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code provider_refusal}: the application may only insert and read. */
@RegisterConstructorMapper(RefusalDao.Row.class)
interface RefusalDao {
  /**
   * A stored refusal.
   *
   * @param text ciphertext
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record Row(ProviderCall call, Instant refusedAt, byte[] text) {}

  @SqlUpdate(
      """
      insert into provider_refusal (journey_id, call, refused_at, text)
      values (:journeyId, :call, :now, :text) on conflict do nothing
      """)
  void insertIfAbsent(JourneyId journeyId, ProviderCall call, Instant now, byte[] text);

  @SqlQuery(
      """
      select call, refused_at, text from provider_refusal
      where journey_id = :journeyId order by refusal_id
      """)
  List<Row> findByJourney(JourneyId journeyId);
}
