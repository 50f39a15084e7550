package org.patientjourney.activities.report;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code consultation}. */
@RegisterConstructorMapper(ConsultationRow.class)
public interface ConsultationDao {
  @SqlUpdate(
      """
      insert into consultation (delivery_id, journey_id, attempt, exam_status, detail, received_at)
      values (:id, :journeyId, :attempt, :status, :detail, :receivedAt) on conflict do nothing
      """)
  void insertIfAbsent(
      WebhookDeliveryId id,
      JourneyId journeyId,
      int attempt,
      @Nullable ExamStatus status,
      byte[] detail,
      Instant receivedAt);

  @SqlQuery(
      """
      select delivery_id, event, consultation.attempt, exam_status, detail,
        consultation.received_at
      from consultation join webhook_delivery using (delivery_id)
      where consultation.journey_id = :journeyId
      order by consultation.received_at, delivery_id
      """)
  List<ConsultationRow> findByJourney(JourneyId journeyId);
}
