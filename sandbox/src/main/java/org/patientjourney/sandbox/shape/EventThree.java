package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How event 3 carries its parcels (contract 5.3). */
public enum EventThree {
  @JsonProperty("flat")
  FLAT,
  /** Older: a list, and no id at all. */
  @JsonProperty("tracking_list")
  TRACKING_LIST
}
