package org.patientjourney.workflows.fact;

import java.time.Instant;

/**
 * One request to the provider to send a link again: noted before it is made, so that it is never
 * made twice.
 *
 * @param id distinguishes two of one cause and attempt
 * @param at of the request, then of its answer
 */
public record Resend(Cause cause, String id, int attempt, Status status, Instant at) {
  /** The provider takes at most three for each patient exam. */
  public static final int LIMIT = 3;

  public enum Cause {
    REMINDER,
    /** Missed or not applicable: one resend is tried before a person is asked. */
    NO_DECISION,
    COMMAND
  }

  public static Resend requested(Cause cause, String id, int attempt, Instant now) {
    return new Resend(cause, id, attempt, Status.REQUESTED, now);
  }

  public String intent() {
    return cause + ":" + id;
  }

  public Resend answered(Status answer, Instant now) {
    return new Resend(cause, id, attempt, answer, now);
  }

  public boolean isSameAs(Resend other) {
    return cause == other.cause && attempt == other.attempt && id.equals(other.id);
  }

  public enum Status {
    REQUESTED,
    SENT,
    /** The provider does not send this link again. */
    REFUSED,
    /** It may have been sent or not; never repeated. */
    UNKNOWN,
    /** Only the clinic contacts its patients: it was asked to remind this one. */
    LEFT_TO_CLINIC
  }
}
