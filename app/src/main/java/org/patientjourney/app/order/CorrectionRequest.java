package org.patientjourney.app.order;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a command to a whole order.
 *
 * @param commandId chosen by the caller, so that a repeated request is one command
 * @param reason a person's words, stored encrypted
 * @param patient of a correction: the whole patient, as in an order
 * @param others fields that it does not have: a typing error must not get lost
 */
public record CorrectionRequest(
    @JsonProperty @Nullable String commandId,
    @JsonProperty @Nullable String reason,
    @JsonProperty @Nullable JsonNode patient,
    @JsonAnySetter @Nullable Map<String, Object> others) {

  static final CorrectionRequest EMPTY = new CorrectionRequest(null, null, null, null);

  /** Without the patient. */
  @Override
  public String toString() {
    return "CorrectionRequest[" + commandId + "]";
  }
}
