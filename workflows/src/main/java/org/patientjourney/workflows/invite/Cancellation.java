package org.patientjourney.workflows.invite;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.exam.ExamStatus;

/**
 * The wish that the exam shall not take place, and what the provider said to it.
 *
 * @param at of the request, then of the answer
 * @param decided when refused: what the exam had come to before
 */
public record Cancellation(Status status, Instant at, @Nullable ExamStatus decided) {

  /** How far it got. */
  public enum Status {
    REQUESTED,
    ACCEPTED,
    /** A decision was faster. */
    REFUSED
  }

  public static Cancellation requested(Instant now) {
    return new Cancellation(Status.REQUESTED, now, null);
  }

  public static Cancellation accepted(Instant now) {
    return new Cancellation(Status.ACCEPTED, now, null);
  }

  public static Cancellation refused(Instant now, ExamStatus decided) {
    return new Cancellation(Status.REFUSED, now, decided);
  }
}
