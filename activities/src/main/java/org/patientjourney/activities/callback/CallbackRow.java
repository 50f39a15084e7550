package org.patientjourney.activities.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.effect.CallbackKind;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Facets;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.JourneyId;

/**
 * One message about one journey for one endpoint.
 *
 * @param id in the order of a journey's events
 * @param callbackId the same in each attempt: receivers recognise a repetition by it
 * @param content a {@link Told}
 * @param attempts including the one that a claim begins
 * @param nextAttemptAt null once it is delivered
 * @param outcome of the latest attempt: the status of the answer, or why there was none
 */
public record CallbackRow(
    long id,
    UUID callbackId,
    String endpoint,
    JourneyId journeyId,
    CallbackKind kind,
    String content,
    Instant createdAt,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant deliveredAt,
    @Nullable String outcome) {

  /**
   * Where the journey stood after the change. Ids and enums only: the provider's words are read
   * from the record when they are sent.
   *
   * @param deliveries of the provider that brought it; empty when something else did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Told(
      long revision,
      Stage stage,
      Facets facets,
      List<HoldReason> holds,
      Closure.@Nullable Outcome outcome,
      List<WebhookDeliveryId> deliveries) {}
}
