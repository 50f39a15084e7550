package org.patientjourney.app.webhook;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an assignment or a replay.
 *
 * @param commandId chosen by the caller
 * @param reason a person's words
 * @param journeyId to which a delivery belongs
 * @param state of the deliveries to hand over again, as in the list
 * @param journey of those deliveries
 * @param since received at or after this instant
 * @param until received before this instant
 * @param dryRun only {@code false} does something
 */
public record DeliveryRequest(
    @JsonProperty @Nullable String commandId,
    @JsonProperty @Nullable String reason,
    @JsonProperty @Nullable String journeyId,
    @JsonProperty @Nullable String state,
    @JsonProperty @Nullable String journey,
    @JsonProperty @Nullable String since,
    @JsonProperty @Nullable String until,
    @JsonProperty @Nullable Boolean dryRun,
    @JsonAnySetter @Nullable Map<String, Object> others) {

  static final DeliveryRequest EMPTY =
      new DeliveryRequest(null, null, null, null, null, null, null, null, null);

  DeliveryQuery query(int limit) {
    return new DeliveryQuery(state, journey, since, until, null, Integer.toString(limit));
  }

  boolean isForReal() {
    return Boolean.FALSE.equals(dryRun);
  }

  /** Without a person's words. */
  @Override
  public String toString() {
    return "DeliveryRequest[" + commandId + "]";
  }
}
