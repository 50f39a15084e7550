package org.patientjourney.workflows.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.Moment;

/**
 * What became of one attempt to invite, for one journey of the meeting. Token, link and meeting URL
 * stay in PostgreSQL.
 *
 * @param status sent, unknown, refused, or cancelled when the exam was left out
 * @param patientExamId this journey's, when sent
 * @param refusal why, when refused
 * @param field the JSON pointer of our field, when the provider refused one
 */
public record InviteAnswer(
    int attempt,
    InviteStatus status,
    Instant startedAt,
    @Nullable PatientExamId patientExamId,
    @Nullable HoldReason refusal,
    @Nullable String field)
    implements Fact {

  public static InviteAnswer sent(int attempt, Instant startedAt, PatientExamId patientExamId) {
    return new InviteAnswer(attempt, InviteStatus.SENT, startedAt, patientExamId, null, null);
  }

  public static InviteAnswer unknown(int attempt, Instant startedAt) {
    return new InviteAnswer(attempt, InviteStatus.UNKNOWN, startedAt, null, null, null);
  }

  public static InviteAnswer refused(
      int attempt, Instant startedAt, HoldReason refusal, @Nullable String field) {
    return new InviteAnswer(attempt, InviteStatus.REFUSED, startedAt, null, refusal, field);
  }

  /** The attempt was made, or given up, without this journey's exam: it is cancelled or held. */
  public static InviteAnswer leftOut(int attempt, Instant startedAt) {
    return new InviteAnswer(attempt, InviteStatus.CANCELLED, startedAt, null, null, null);
  }

  @Override
  public String key(JourneyState state) {
    return "answer:" + attempt + ":" + status;
  }

  @Override
  public String digest() {
    return patientExamId == null ? String.valueOf(refusal) : patientExamId.value();
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    Attempt known = state.attempt(attempt);
    boolean knownBetter =
        known.isOver()
            || (known.status() == InviteStatus.SENT && status != InviteStatus.SENT)
            || (known.status() == InviteStatus.REFUSED && status == InviteStatus.UNKNOWN);
    if (knownBetter) {
      return Change.of(state.withAttempt(known.startedAt(startedAt)))
          .recording(entry(JournalKind.INVITE_ANSWER_LATE, moment));
    }
    if (!known.accepts(patientExamId)) {
      return Change.of(state)
          .asking(HoldReason.WRONG_PATIENT_EXAM, "attempt-" + attempt, moment)
          .recording(entry(JournalKind.WRONG_PATIENT_EXAM, moment));
    }
    PatientExamId id = patientExamId == null ? known.patientExamId() : patientExamId;
    JourneyState answered = state.withAttempt(known.answered(status, startedAt, id));
    return switch (status) {
      case SENT -> Change.of(answered).recording(entry(JournalKind.INVITE_SENT, moment));
      case REFUSED -> refuse(answered, moment);
      case UNKNOWN -> askOperatorIfOnlyWeHaveTheLink(answered, moment);
      case CANCELLED -> leaveOut(answered, moment);
      case NOT_DUE, NOT_SENT, SENDING, REPLACED ->
          throw new IllegalStateException("an answer cannot be " + status);
    };
  }

  private Change refuse(JourneyState answered, Moment moment) {
    HoldReason reason = refusal == null ? HoldReason.UNAUTHORIZED : refusal;
    JournalEntry entry = entry(JournalKind.INVITE_REFUSED, moment).with("reason", reason);
    boolean decides = attempt == answered.lastAttempt();
    return Change.of(decides ? answered.withHold(new Hold(reason, moment.now(), field)) : answered)
        .recording(entry);
  }

  /**
   * A cancelled journey needs no invite; a held one is invited alone after its release, unless a
   * later attempt of the meeting took it in.
   */
  private Change leaveOut(JourneyState answered, Moment moment) {
    Change change = Change.of(answered).recording(entry(JournalKind.INVITE_LEFT_OUT, moment));
    if (answered.isCancelRequested()) {
      return change;
    }
    JourneyState without =
        answered.withAttempt(answered.attempt(attempt).with(InviteStatus.REPLACED));
    boolean isLatest = attempt == answered.lastAttempt();
    return change.then(state -> Change.of(isLatest ? without.inOwnMeeting() : without));
  }

  private Change askOperatorIfOnlyWeHaveTheLink(JourneyState answered, Moment moment) {
    Change change = Change.of(answered).recording(entry(JournalKind.INVITE_UNKNOWN, moment));
    return answered.terms().contact() == PatientContact.PROVIDER
        ? change
        : change.asking(HoldReason.INVITE_UNKNOWN, "attempt-" + attempt, moment);
  }

  private JournalEntry entry(JournalKind kind, Moment moment) {
    JournalEntry entry = kind.at(moment).with("attempt", attempt);
    return patientExamId == null ? entry : entry.with("patientExamId", patientExamId);
  }
}
