package org.patientjourney.workflows.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.event.ExamEvent.ExamReport;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Reports;
import org.patientjourney.workflows.policy.Moment;

/**
 * The provider's event 1: the consultation came to a decision, or to an end without one.
 *
 * @param rx what the event says of a prescription; no proof that there is one
 * @param whole whether all that the event lists was read
 * @param digest of its content, without {@code exam_url}, whose signature changes each time
 */
public record ConsultationCompleted(
    WebhookDeliveryId deliveryId,
    int attempt,
    @Nullable PatientExamId patientExamId,
    ExamStatus status,
    RxStatus rx,
    boolean whole,
    String digest,
    Instant receivedAt)
    implements ExamReport {

  /** An exam can be missed more than once, see {@link Reports#isRedelivery}. */
  @Override
  public String key(JourneyState state) {
    String meaning = "1:" + exam(state) + ":" + status;
    return status.decision().isUndecided() ? meaning + ":" + receivedAt : meaning;
  }

  @Override
  public boolean isRedelivery(JourneyState state, Moment moment) {
    return matchesPatientExam(state)
        && state.reported().isRedelivery(reported(state), moment.policy().redeliveryWindow());
  }

  private ReportedStatus reported(JourneyState state) {
    return new ReportedStatus(
        attempt, status, digest, receivedAt, state.resends().madeBefore(receivedAt));
  }

  /** The first report of each decision: there are few of them. */
  @Override
  public boolean isMergedByFull(JourneyState state) {
    return matchesPatientExam(state)
        && !status.decision().isUndecided()
        && !state.hasApplied(key(state));
  }

  /** A missed exam asks for a new try, and a journey that ended has none to give. */
  @Override
  public boolean mayReopen() {
    return !status.decision().isUndecided();
  }

  @Override
  public Change report(JourneyState state, JourneyState confirmed, Moment moment) {
    JournalKind kind =
        isRedelivery(state, moment)
            ? JournalKind.DUPLICATE_RECEIVED
            : JournalKind.CONSULTATION_REPORTED;
    JourneyState reported =
        doubted(confirmed)
            .withReports(
                state.reported().with(reported(state), moment.policy().redeliveryWindow()));
    Change change = Change.of(reported).recording(entry(kind, moment));
    boolean isUnknown = status == ExamStatus.UNKNOWN;
    change = questioned(askingIf(isUnknown, change, HoldReason.UNKNOWN_STATUS, moment), moment);
    return isAnotherInvite(state.attempt(attempt), state.lastAttempt())
        ? change.alarming(AlarmKind.TWO_INVITES, "attempt-" + attempt)
        : change;
  }

  /** The same status, and perhaps another one of the prescription. */
  @Override
  public Change amend(JourneyState state, Moment moment) {
    return questioned(Change.of(doubted(state)), moment);
  }

  private Change questioned(Change change, Moment moment) {
    // Until an event 2 that is received later confirms the prescription.
    boolean isInDoubt =
        isDoubt(change.state()) && !change.state().medicines().isConfirmedAfter(receivedAt);
    Change asked = askingIf(isInDoubt, change, HoldReason.PRESCRIPTION_UNCONFIRMED, moment);
    return askingIf(!whole, asked, HoldReason.UNREADABLE_DELIVERY, moment);
  }

  private JourneyState doubted(JourneyState state) {
    return isDoubt(state) ? state.withPrescriptionDoubt(receivedAt) : state;
  }

  /** An approval that a prescription should follow, with a status that does not confirm it. */
  private boolean isDoubt(JourneyState state) {
    return rx == RxStatus.UNCONFIRMED
        && status == ExamStatus.APPROVED
        && state.terms().kind().mayPrescribe();
  }

  /** An earlier attempt decides, or turns out to be an invite that a later one was to replace. */
  private boolean isAnotherInvite(Attempt invited, int lastAttempt) {
    boolean isFirstReport = !invited.isOver() && invited.status() != InviteStatus.SENT;
    return attempt < lastAttempt && (!status.decision().isUndecided() || isFirstReport);
  }

  @Override
  public JournalEntry entry(JournalKind kind, Moment moment) {
    return noted(kind, moment).with("status", status).with("rxStatus", rx);
  }
}
