package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which events give the invite's additional_data back (contract 5.5). */
public enum AdditionalData {
  @JsonProperty("all")
  ALL(3),
  @JsonProperty("event1")
  EVENT1(1),
  @JsonProperty("1and2")
  EVENTS_1_AND_2(2);

  private final int lastEvent;

  AdditionalData(int lastEvent) {
    this.lastEvent = lastEvent;
  }

  public boolean isIn(int event) {
    return event <= lastEvent;
  }
}
