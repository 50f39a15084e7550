package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the provider will do about a patient exam, and when; only a decision has a status, only a
 * prescription items.
 */
public record PlannedStep(
    Kind kind, @Nullable ExamStatus status, @Nullable WantedItems items, Instant at) {

  /** The kinds of steps, each of which ends in an event. */
  public enum Kind {
    DECIDE,
    PRESCRIBE,
    SHIP;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static PlannedStep decide(ExamStatus status, Instant at) {
    return new PlannedStep(Kind.DECIDE, status, null, at);
  }

  public static PlannedStep prescribe(WantedItems items, Instant at) {
    return new PlannedStep(Kind.PRESCRIBE, null, items, at);
  }

  public static PlannedStep ship(Instant at) {
    return new PlannedStep(Kind.SHIP, null, null, at);
  }
}
