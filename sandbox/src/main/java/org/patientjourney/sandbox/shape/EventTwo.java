package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How event 2 carries its medicines (contract 5.2). */
public enum EventTwo {
  @JsonProperty("array")
  ARRAY,
  /** Older: one medicine, its fields at the top. */
  @JsonProperty("flat")
  FLAT
}
