package org.patientjourney.activities.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * A row of {@code webhook_delivery} without its body.
 *
 * @param event 1, 2 or 3; 0 for another; null when it was not or cannot be read
 * @param effect what it did to its journey when it was applied first
 * @param attempts to hand it over
 */
public record StoredDelivery(
    WebhookDeliveryId deliveryId,
    MeetingId meetingId,
    int attempt,
    Instant receivedAt,
    @Nullable Long bodySize,
    boolean truncated,
    DeliveryState state,
    @Nullable JourneyId journeyId,
    @Nullable Integer event,
    @Nullable String effect,
    @Nullable DeliveryFinding finding,
    @Nullable String assignedBy,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant appliedAt) {}
