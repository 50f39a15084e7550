package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How questions are asked for and told: two contracts disagree (contract 4.3). */
public enum QuestionsShape {
  /** [SIM] Either request; with the ids that submit_answers needs. */
  @JsonProperty("superset")
  SUPERSET,
  /** [openapi] By exam_id only; numbers and texts, no ids. */
  @JsonProperty("documented")
  DOCUMENTED,
  /** [seen] By meeting_uuid and patient_exam_id only; with the answers given so far. */
  @JsonProperty("legacy")
  LEGACY
}
