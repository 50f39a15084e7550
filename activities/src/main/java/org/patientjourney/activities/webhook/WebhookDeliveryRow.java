package org.patientjourney.activities.webhook;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * A delivery as a relay takes it.
 *
 * @param attempt the invite attempt whose token it carried
 * @param truncated only the beginning of the body is kept
 * @param misencoded the body is not in the content coding that its sender announced
 * @param attempts to hand it over, including the one that this claim begins
 * @param journeyId that it was handed to, if it was
 * @param assignedBy the operator who chose the journey, if one did
 */
public record WebhookDeliveryRow(
    WebhookDeliveryId deliveryId,
    MeetingId meetingId,
    int attempt,
    Instant receivedAt,
    boolean truncated,
    boolean misencoded,
    DeliveryState state,
    int attempts,
    @Nullable JourneyId journeyId,
    @Nullable String assignedBy) {

  /** Whether the body is all that was sent, and what it was announced to be. */
  public boolean isAsAnnounced() {
    return !truncated && !misencoded;
  }

  public boolean isApplied() {
    return state == DeliveryState.APPLIED;
  }

  /** The journey that an operator has chosen, even when the body names another. */
  public Optional<JourneyId> assignedTo() {
    return assignedBy == null ? Optional.empty() : Optional.ofNullable(journeyId);
  }
}
