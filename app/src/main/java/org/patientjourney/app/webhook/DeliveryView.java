package org.patientjourney.app.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.webhook.DeliveryFinding;
import org.patientjourney.activities.webhook.StoredDelivery;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * A webhook delivery as operations see it: everything but its content.
 *
 * @param meetingId that its token named; absent in quarantine
 * @param event 1, 2 or 3; 0 for one that the contract does not know; absent when it cannot be read
 * @param finding why it was put away unapplied
 * @param suggestion the journey that its ids point to, for a person to look at; never used by us
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
    WebhookDeliveryId deliveryId,
    String state,
    @Nullable JourneyId journeyId,
    @Nullable MeetingId meetingId,
    @Nullable Integer attempt,
    @Nullable Integer event,
    @Nullable String effect,
    @Nullable DeliveryFinding finding,
    @Nullable JourneyId suggestion,
    @Nullable String assignedBy,
    Instant receivedAt,
    @Nullable Instant appliedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Long bodySize,
    boolean truncated) {
  /**
   * Some deliveries of the list.
   *
   * @param cursor what to ask for as {@code after} next; absent at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DeliveryPage(List<DeliveryView> deliveries, @Nullable String cursor) {}

  static DeliveryView of(StoredDelivery row, @Nullable JourneyId suggestion) {
    return new DeliveryView(
        row.deliveryId(),
        row.state().name(),
        row.journeyId(),
        row.meetingId(),
        row.attempt(),
        row.event(),
        row.effect(),
        row.finding(),
        suggestion,
        row.assignedBy(),
        row.receivedAt(),
        row.appliedAt(),
        row.nextAttemptAt(),
        row.bodySize(),
        row.truncated());
  }

  static DeliveryView ofQuarantined(
      WebhookDeliveryId id,
      Instant receivedAt,
      @Nullable Integer event,
      @Nullable JourneyId suggestion,
      long size) {
    return new DeliveryView(
        id,
        DeliveryQuery.QUARANTINED,
        null,
        null,
        null,
        event,
        null,
        null,
        suggestion,
        null,
        receivedAt,
        null,
        null,
        size,
        false);
  }
}
