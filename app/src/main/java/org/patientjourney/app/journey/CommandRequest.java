package org.patientjourney.app.journey;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a command.
 *
 * @param commandId chosen by the caller, so that a repeated request is one command
 * @param reason a person's words, stored encrypted
 * @param hold which hold to release
 * @param resolution of an unknown invite: {@code exists} or {@code send-again}
 * @param patientExamId of the invite that exists, from the provider's portal
 * @param decision to record by hand: {@code approved} or {@code rejected}
 * @param evidence where the decision was seen; stored encrypted
 * @param waivedBy the office in which a follow-up was waived, such as {@code medical-director}
 * @param others fields that commands do not have: a typing error must not get lost
 */
public record CommandRequest(
    @JsonProperty @Nullable String commandId,
    @JsonProperty @Nullable String reason,
    @JsonProperty @Nullable String hold,
    @JsonProperty @Nullable String resolution,
    @JsonProperty @Nullable String patientExamId,
    @JsonProperty @Nullable String decision,
    @JsonProperty @Nullable String evidence,
    @JsonProperty @Nullable String waivedBy,
    @JsonAnySetter @Nullable Map<String, Object> others) {

  /** Without a person's words. */
  @Override
  public String toString() {
    return "CommandRequest[" + commandId + "]";
  }
}
