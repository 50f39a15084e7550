package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which exams can be sent again: [docs-old] and [kb] disagree (contract 4.5). */
public enum Resendable {
  @JsonProperty("pending")
  PENDING,
  /** NA and Missed too, which are pending again from then on. */
  @JsonProperty("also_missed")
  ALSO_MISSED
}
