package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether answers must name their meeting (contract 4.4). */
public enum SubmitAnswersShape {
  /** [changelog] Yes, since 2026-06-24. */
  @JsonProperty("current")
  CURRENT,
  @JsonProperty("legacy")
  LEGACY
}
