package org.patientjourney.activities.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * What one event 1 or 2 said of the consultation, as its table has it.
 *
 * @param event the provider's number of the kind of event
 * @param examStatus null when an event 2 did not repeat it
 * @param detail ciphertext
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
public record ConsultationRow(
    WebhookDeliveryId deliveryId,
    int event,
    int attempt,
    @Nullable ExamStatus examStatus,
    byte[] detail,
    Instant receivedAt) {

  /** The context that the detail is encrypted in. */
  public String context() {
    return context(deliveryId);
  }

  static String context(WebhookDeliveryId deliveryId) {
    return "consultation.detail:" + deliveryId;
  }

  @Override
  public String toString() {
    return "ConsultationRow[" + deliveryId + "]";
  }
}
