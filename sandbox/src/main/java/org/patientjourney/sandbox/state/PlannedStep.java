package org.patientjourney.sandbox.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the provider will do about a patient exam; each step ends in an event.
 *
 * @param status of a decision only
 * @param items of a prescription only
 */
public record PlannedStep(
    Kind kind, @Nullable ExamStatus status, @Nullable WantedItems items, Instant at) {

  public enum Kind {
    DECIDE,
    PRESCRIBE,
    SHIP
  }

  /** How many medicines to prescribe; the schedule code is empty unless they are controlled. */
  public record WantedItems(int count, String scheduleCode) {}

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
