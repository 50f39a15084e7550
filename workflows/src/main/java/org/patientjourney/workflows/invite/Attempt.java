package org.patientjourney.workflows.invite;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.exam.PatientExamId;

/** One try to create the invite, as one journey of the meeting sees it. */
public record Attempt(
    int number, InviteStatus status, Instant startedAt, @Nullable PatientExamId patientExamId) {

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
        patientExamId == null ? id : patientExamId);
  }

  /** Nothing is expected of it any more; what it still says is evidence. */
  public Attempt replaced() {
    return new Attempt(number, InviteStatus.REPLACED, startedAt, patientExamId);
  }

  public Attempt cancelled() {
    return new Attempt(number, InviteStatus.CANCELLED, startedAt, patientExamId);
  }

  public boolean isOver() {
    return status == InviteStatus.REPLACED || status == InviteStatus.CANCELLED;
  }

  public Attempt startedAt(Instant instant) {
    return new Attempt(number, status, instant, patientExamId);
  }
}
