package org.patientjourney.workflows.exam;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/**
 * What a webhook delivery means, in our words. It carries ids, enums and digests: no text of the
 * provider, no personal data.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ConsultationCompleted.class, name = "consultation-completed"),
  @JsonSubTypes.Type(value = DeliveryUnreadable.class, name = "delivery-unreadable")
})
public sealed interface ExamEvent extends Fact permits ConsultationCompleted, DeliveryUnreadable {
  WebhookDeliveryId deliveryId();

  /** When the delivery reached us. */
  Instant receivedAt();

  @Override
  default Optional<WebhookDeliveryId> delivery() {
    return Optional.of(deliveryId());
  }
}
