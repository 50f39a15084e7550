package org.patientjourney.workflows.fact;

import java.time.Instant;

/** How and when a journey ended. */
public record Closure(Outcome outcome, Instant at) {

  public enum Outcome {
    APPROVED,
    REJECTED,
    EXPIRED,
    CANCELLED,
    CLOSED_BY_PERSON,
    /** A follow-up that a person with the right to do so has waived. */
    WAIVED,
    /** A follow-up of an exam after which nothing was prescribed. */
    NOT_NEEDED;

    /** Whether a command ended the journey, and not its own line. */
    public boolean isByCommand() {
      return switch (this) {
        case APPROVED, REJECTED, EXPIRED, CANCELLED -> false;
        case CLOSED_BY_PERSON, WAIVED, NOT_NEEDED -> true;
      };
    }
  }
}
