package org.patientjourney.activities.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * What one event 1 or 2 said of a consultation, opened for a reader. Health data; prints its id.
 *
 * @param event 1 or 2
 * @param status as we read it; null when an event 2 did not repeat it
 * @param words null when they may name a controlled substance and the reader may not read those
 */
public record ReportedConsultation(
    WebhookDeliveryId deliveryId,
    int event,
    int attempt,
    @Nullable ExamStatus status,
    Instant receivedAt,
    @Nullable Words words) {

  /**
   * The provider's words. The link to the PDF and the patient's answers are not among them: the
   * former has a copy of its own, the latter are in the delivery's body.
   *
   * @param reason why the exam was decided so
   * @param examStatus as sent
   * @param rxStatus as sent
   */
  public record Words(
      @Nullable String reason,
      @Nullable String examStatus,
      @Nullable String rxStatus,
      @Nullable String examName,
      @Nullable String clinicName,
      @Nullable String providerName) {
    public static Words of(ConsultationDetail detail) {
      return new Words(
          detail.reason(),
          detail.rawStatus(),
          detail.rxStatus(),
          detail.examName(),
          detail.clinicName(),
          detail.providerName());
    }

    @Override
    public String toString() {
      return "Words[not shown]";
    }
  }

  @Override
  public String toString() {
    return "ReportedConsultation[" + deliveryId + "]";
  }
}
