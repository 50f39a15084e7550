package org.patientjourney.workflows.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to create the invite, as one journey of the meeting sees it.
 *
 * @param preFill what became of the order's answers; null while nobody has tried
 * @param takenBack whether it went out by data that were corrected since: what it still says
 *     decides nothing
 */
public record Attempt(
    int number,
    InviteStatus status,
    Instant startedAt,
    @Nullable PatientExamId patientExamId,
    @Nullable PreFill preFill,
    boolean takenBack) {

  public Attempt(
      int number, InviteStatus status, Instant startedAt, @Nullable PatientExamId patientExamId) {
    this(number, status, startedAt, patientExamId, null, false);
  }

  /** Whether an event with this id can be meant: the stored one, or none is stored yet. */
  public boolean accepts(@Nullable PatientExamId id) {
    return id == null || patientExamId == null || patientExamId.equals(id);
  }

  /** The attempt after an event with its token arrived: so the provider has the invite. */
  public Attempt spokenFor(@Nullable PatientExamId id) {
    return new Attempt(
        number,
        isOver() ? status : InviteStatus.SENT,
        startedAt,
        patientExamId == null ? id : patientExamId,
        preFill,
        takenBack);
  }

  /** The attempt once the provider has answered to it. */
  public Attempt answered(InviteStatus answer, Instant started, @Nullable PatientExamId id) {
    return new Attempt(number, answer, started, id, preFill, takenBack);
  }

  public Attempt preFilled(PreFill outcome) {
    return new Attempt(number, status, startedAt, patientExamId, outcome, takenBack);
  }

  /** Nothing is expected of it any more; what it still says is evidence. */
  public Attempt replaced() {
    return new Attempt(number, InviteStatus.REPLACED, startedAt, patientExamId, preFill, takenBack);
  }

  /** Its data were wrong. Its status stays: it may be refused, and be sent again. */
  public Attempt takeBack() {
    return new Attempt(number, status, startedAt, patientExamId, preFill, true);
  }

  public Attempt cancelled() {
    return new Attempt(
        number, InviteStatus.CANCELLED, startedAt, patientExamId, preFill, takenBack);
  }

  public boolean isOver() {
    return status == InviteStatus.REPLACED || status == InviteStatus.CANCELLED;
  }

  public Attempt startedAt(Instant instant) {
    return new Attempt(number, status, instant, patientExamId, preFill, takenBack);
  }
}
