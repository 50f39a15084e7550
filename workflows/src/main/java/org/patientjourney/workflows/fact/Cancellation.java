package org.patientjourney.workflows.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The wish that the exam shall not take place, and what the provider said to it.
 *
 * @param at of the request, then of the answer
 * @param replaces whether the exam is invited anew once it is cancelled: its contact was corrected
 * @param decided when refused: what the exam had come to before
 */
public record Cancellation(
    Status status, Instant at, @Nullable ExamStatus decided, boolean replaces) {

  /** How far it got. */
  public enum Status {
    REQUESTED,
    ACCEPTED,
    /** A decision was faster. */
    REFUSED
  }

  public static Cancellation requested(Instant now) {
    return new Cancellation(Status.REQUESTED, now, null, false);
  }

  /** The exam shall take place, but by another invite. */
  public static Cancellation toReplace(Instant now) {
    return new Cancellation(Status.REQUESTED, now, null, true);
  }

  public static Cancellation accepted(Instant now) {
    return new Cancellation(Status.ACCEPTED, now, null, false);
  }

  public static Cancellation refused(Instant now, ExamStatus decided, boolean replaces) {
    return new Cancellation(Status.REFUSED, now, decided, replaces);
  }
}
