package org.patientjourney.workflows.event;

import java.time.Instant;
import java.util.Optional;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * A delivery with a valid token that cannot be read, whose kind is unknown, or that matches no exam
 * of the meeting: it may have been the decision.
 *
 * @param shared whether it may be about several journeys, each of which gets it
 */
public record DeliveryUnreadable(
    WebhookDeliveryId deliveryId, Cause cause, String digest, Instant receivedAt, boolean shared)
    implements ExamEvent {

  public enum Cause {
    /** Only its beginning was kept: it was too large, or was cut off. */
    TRUNCATED,
    /** It is no JSON object, or not in the content coding that its header announces. */
    MALFORMED,
    /** It is a JSON object of no kind that is known. */
    UNKNOWN_EVENT,
    /** It is an event of a known kind, and matches no exam of its token's meeting. */
    UNMATCHED
  }

  /** A shared delivery belongs to no journey, so that none records it as applied. */
  @Override
  public Optional<WebhookDeliveryId> delivery() {
    return shared ? Optional.empty() : Optional.of(deliveryId);
  }

  /** Two deliveries that were cut off cannot be known to be the same. */
  @Override
  public String key(JourneyState state) {
    return "unreadable:" + (cause == Cause.TRUNCATED ? deliveryId : digest);
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    JournalEntry entry =
        JournalKind.DELIVERY_UNREADABLE
            .at(moment)
            .with("cause", cause)
            .with("delivery", deliveryId)
            .with("digest", digest);
    return asking(Change.of(state).recording(entry), HoldReason.UNREADABLE_DELIVERY, moment);
  }
}
