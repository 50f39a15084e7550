package org.patientjourney.app.incident;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body that says an incident's cause is gone.
 *
 * @param commandId chosen by the caller, so that a repeated request is one command
 * @param reason why the cause is thought to be gone; stored encrypted
 * @param dryRun true tells what would be released and changes nothing
 */
public record ResolveRequest(
    @JsonProperty @Nullable String commandId,
    @JsonProperty @Nullable String reason,
    @JsonProperty @Nullable Boolean dryRun,
    @JsonAnySetter @Nullable Map<String, Object> others) {

  /** Without a person's words. */
  @Override
  public String toString() {
    return "ResolveRequest[" + commandId + "]";
  }
}
