package org.patientjourney.workflows.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The request to cancel the exam, and the provider's answer.
 *
 * @param at of the request, then of the answer
 * @param replaces whether the exam is invited anew once it is cancelled: its contact was corrected
 * @param decided when refused: the status that the exam had by then
 */
public record Cancellation(
    Status status, Instant at, @Nullable ExamStatus decided, boolean replaces) {

  public enum Status {
    REQUESTED,
    ACCEPTED,
    /** The exam was decided before. */
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
