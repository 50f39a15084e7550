package org.patientjourney.activities.report;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * What one event 1 or 2 says about a consultation. Health data; prints its id.
 *
 * @param event 1 or 2
 * @param status null when an event 2 did not repeat it
 * @param words null when they may name a controlled substance and the reader may not read those
 */
public record ReportedConsultation(
    WebhookDeliveryId deliveryId,
    int event,
    int attempt,
    @Nullable ExamStatus status,
    Instant receivedAt,
    @Nullable Words words) {

  static Optional<ReportedConsultation> of(
      WebhookDelivery delivery, Reading reading, boolean isShown) {
    if (reading instanceof Reading.Consultation event) {
      return Optional.of(of(delivery, 1, event.status(), event.detail(), isShown));
    }
    return reading instanceof Reading.Prescription event
        ? Optional.of(of(delivery, 2, event.status().exam(), event.detail(), isShown))
        : Optional.empty();
  }

  private static ReportedConsultation of(
      WebhookDelivery delivery,
      int event,
      @Nullable ExamStatus status,
      ConsultationDetail detail,
      boolean isShown) {
    return new ReportedConsultation(
        delivery.deliveryId(),
        event,
        delivery.knownAttempt(),
        status,
        delivery.receivedAt(),
        isShown ? Words.of(detail) : null);
  }

  /**
   * The provider's texts, without the link to the PDF, which is copied, and the patient's answers,
   * which stay in the delivery's body.
   *
   * @param reason of the decision
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
    static Words of(ConsultationDetail detail) {
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
