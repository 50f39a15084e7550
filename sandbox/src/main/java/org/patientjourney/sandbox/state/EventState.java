package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an event stands: to be sent, acknowledged, lost on purpose, or given up. */
public enum EventState {
  DUE,
  DELIVERED,
  DROPPED,
  FAILED;

  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
