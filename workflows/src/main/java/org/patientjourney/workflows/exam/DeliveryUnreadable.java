package org.patientjourney.workflows.exam;

import java.time.Instant;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.HoldReason;
import org.patientjourney.workflows.journey.JournalEntry;
import org.patientjourney.workflows.journey.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Moment;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/** A delivery with a valid token that nobody can read: it may have been the decision. */
public record DeliveryUnreadable(
    WebhookDeliveryId deliveryId, Cause cause, String digest, Instant receivedAt)
    implements ExamEvent {

  /** Why it cannot be read. */
  public enum Cause {
    /** Only its beginning was kept: it was too large, or did not come to its end. */
    TRUNCATED,
    /** It came whole, and is no JSON object. */
    MALFORMED
  }

  @Override
  public String key(JourneyState state) {
    return "unreadable:" + digest;
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    return Change.of(state)
        .holding(HoldReason.UNREADABLE_DELIVERY, moment)
        .recording(
            JournalEntry.of(JournalKind.DELIVERY_UNREADABLE, moment)
                .with("cause", cause)
                .with("delivery", deliveryId)
                .with("digest", digest))
        .alarming(new Alarm(AlarmKind.UNREADABLE_DELIVERY, deliveryId.toString()));
  }
}
