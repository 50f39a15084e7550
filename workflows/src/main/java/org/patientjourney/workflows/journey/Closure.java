package org.patientjourney.workflows.journey;

import java.time.Instant;

/** How and when a journey ended. */
public record Closure(Outcome outcome, Instant at) {

  /** What a journey can end with. */
  public enum Outcome {
    APPROVED,
    REJECTED,
    EXPIRED,
    CANCELLED,
    CLOSED_BY_PERSON
  }
}
