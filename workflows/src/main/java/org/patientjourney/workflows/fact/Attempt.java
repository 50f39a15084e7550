package org.patientjourney.workflows.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to create the invite, as one journey of the meeting sees it.
 *
 * @param preFill what became of the order's answers; null before they were given
 * @param handedOver how many resends had been made when the clinic handed the link over; null
 *     before
 * @param superseded whether the contact that it was made with was corrected since
 * @param toRepeat whether a person decided that another attempt is to be made
 */
public record Attempt(
    int number,
    InviteStatus status,
    Instant startedAt,
    @Nullable PatientExamId patientExamId,
    @Nullable PreFill preFill,
    @Nullable Integer handedOver,
    boolean superseded,
    boolean toRepeat) {

  public Attempt(
      int number, InviteStatus status, Instant startedAt, @Nullable PatientExamId patientExamId) {
    this(number, status, startedAt, patientExamId, null, null, false, false);
  }

  /** Whether an event with this id can belong to the attempt. */
  public boolean accepts(@Nullable PatientExamId id) {
    return id == null || patientExamId == null || patientExamId.equals(id);
  }

  /** An event carried its token, so the provider has the invite. */
  public Attempt confirmedByWebhook(@Nullable PatientExamId id) {
    return answered(
        isOver() ? status : InviteStatus.SENT,
        startedAt,
        patientExamId == null ? id : patientExamId);
  }

  public Attempt answered(InviteStatus answer, Instant started, @Nullable PatientExamId id) {
    return new Attempt(number, answer, started, id, preFill, handedOver, superseded, false);
  }

  public Attempt with(InviteStatus newStatus) {
    return answered(newStatus, startedAt, patientExamId);
  }

  public Attempt preFilled(PreFill outcome) {
    return new Attempt(
        number, status, startedAt, patientExamId, outcome, handedOver, superseded, toRepeat);
  }

  public Attempt handedOver(int resends) {
    return new Attempt(
        number, status, startedAt, patientExamId, preFill, resends, superseded, toRepeat);
  }

  /** Its status stays: it may be refused, and be sent again. */
  public Attempt supersede() {
    return new Attempt(
        number, status, startedAt, patientExamId, preFill, handedOver, true, toRepeat);
  }

  public Attempt repeat() {
    return new Attempt(
        number, status, startedAt, patientExamId, preFill, handedOver, superseded, true);
  }

  public Attempt startedAt(Instant instant) {
    return new Attempt(
        number, status, instant, patientExamId, preFill, handedOver, superseded, toRepeat);
  }

  /** Nothing is expected of it any more. */
  public boolean isOver() {
    return status == InviteStatus.REPLACED || status == InviteStatus.CANCELLED;
  }

  /** How many of the order's answers were given to the provider. */
  public enum PreFill {
    ALL,
    SOME,
    /** Refused, or the meeting's uuid is not known, or no answer fits: the patient is asked. */
    NONE
  }
}
