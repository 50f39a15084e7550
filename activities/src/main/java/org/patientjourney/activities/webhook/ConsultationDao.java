package org.patientjourney.activities.webhook;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.exam.ExamStatus;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/** Statements on {@code consultation}. */
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
      ExamStatus status,
      byte[] detail,
      Instant receivedAt);
}
