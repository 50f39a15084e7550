package org.patientjourney.activities.webhook;

import java.time.Instant;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/**
 * A delivery as a relay takes it.
 *
 * @param attempt the invite attempt whose token it carried
 * @param truncated only the beginning of the body is kept
 * @param attempts to hand it over, including the one that this claim begins
 */
public record WebhookDeliveryRow(
    WebhookDeliveryId deliveryId,
    MeetingId meetingId,
    int attempt,
    Instant receivedAt,
    boolean truncated,
    DeliveryState state,
    int attempts) {}
