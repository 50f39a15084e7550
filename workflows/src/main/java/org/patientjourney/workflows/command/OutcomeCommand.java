package org.patientjourney.workflows.command;

import static org.patientjourney.workflows.command.JourneyCommand.refusedUnless;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** A command that decides a journey or ends it. */
public sealed interface OutcomeCommand extends JourneyCommand {
  String CANCELLING = "the provider is asked to cancel already: wait for its answer";

  /** A follow-up that is owed ends by a handover or a waiver alone. */
  private static Optional<String> ifOwed(JourneyState state) {
    return refusedUnless(
        !state.isOwedFollowUp(),
        "the patient is owed this follow-up: hand it over, or waive-follow-up");
  }

  private static Optional<String> unlessOwed(JourneyState state) {
    return refusedUnless(
        state.isOwedFollowUp(), "expected a follow-up that is still owed, found none");
  }

  /** Ends the duty; an invite that exists is cancelled first. */
  private static Change endFollowUp(
      JourneyState state, Closure.Outcome outcome, JournalEntry entry, Moment moment) {
    Change noted = Change.of(state).recording(entry);
    return switch (state.invite()) {
      case NOT_DUE, NOT_SENT, REFUSED, CANCELLED, REPLACED ->
          noted.then(ending -> ending.close(outcome, moment));
      case SENDING, SENT, UNKNOWN ->
          noted.then(
              ending -> Change.of(ending.withCancellation(Cancellation.requested(moment.now()))));
    };
  }

  /**
   * A decision that a person saw in the provider's portal, because no event brought it or because
   * two events contradict each other. It overrules what was reported before, never what comes
   * after.
   *
   * @param status approved or rejected
   * @param evidence where it was seen, in a person's words: stored encrypted beside the reason
   */
  record RecordDecision(Origin origin, ExamStatus status, String evidence)
      implements OutcomeCommand {

    public RecordDecision {
      if (!status.decision().isFinal()) {
        throw new IllegalArgumentException("a person records approved or rejected, not " + status);
      }
    }

    @Override
    public Optional<String> refusal(JourneyState state) {
      boolean isExamined =
          !state.reports().isEmpty() || state.hasHold(HoldReason.DECISION_NOT_RECEIVED);
      if (state.invite() != InviteStatus.SENT && !isExamined) {
        return Optional.of(
            "expected a sent invite, found "
                + state.invite()
                + ": an exam that the provider does not have cannot be decided");
      }
      return refusedUnless(
          !state.decision().isFinal() || state.hasHold(HoldReason.CONTRADICTION),
          "expected no decision, found " + state.decision());
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      Origin withEvidence =
          new Origin(origin.id(), origin.actor(), origin.reason() + "\n" + evidence);
      List<ReportedStatus> reports = new ArrayList<>(state.reports());
      reports.add(
          new ReportedStatus(
              state.lastAttempt(), status, null, moment.now(), state.resends().made()));
      return Change.of(state.withReports(reports).withoutHolds(reason -> isAnswered(reason, state)))
          .recording(
              withEvidence
                  .entry(JournalKind.DECISION_RECORDED_BY_PERSON, moment)
                  .with("status", status));
    }

    private static boolean isAnswered(HoldReason reason, JourneyState state) {
      return switch (reason) {
        case UNKNOWN_STATUS, CONTRADICTION, DECISION_NOT_RECEIVED, WRONG_PATIENT_EXAM -> true;
        // A decision says nothing about medicines whose list could not be read.
        case UNREADABLE_DELIVERY -> state.prescriptions().isEmpty();
        default -> false;
      };
    }

    /** Without the evidence: a person's words may name a patient. */
    @Override
    public String toString() {
      return "RecordDecision[" + origin + ", " + status + "]";
    }
  }

  /**
   * Asks for the exam not to take place. A request until the provider has answered: a decision may
   * have been made already.
   */
  record Cancel(Origin origin) implements OutcomeCommand {
    /** The command that a cancellation from outside (Temporal's UI or API) stands for. */
    public static Cancel fromTemporal(String runId) {
      return new Cancel(
          new Origin("cancelled-" + runId, "temporal", "the workflow was cancelled in Temporal"));
    }

    @Override
    public Optional<String> refusal(JourneyState state) {
      if (state.isCancelRequested() && !state.isReplacing()) {
        return Optional.of(CANCELLING);
      }
      return state.decision().isFinal()
          ? Optional.of("expected no decision, found " + state.decision())
          : ifOwed(state);
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      return Change.of(state.withCancellation(Cancellation.requested(moment.now())))
          .recording(origin.entry(JournalKind.CANCEL_REQUESTED, moment));
    }
  }

  /** Ends the journey without a decision. The invite, if any, stays open at the provider. */
  record Close(Origin origin) implements OutcomeCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return state.invite() == InviteStatus.UNKNOWN
          ? Optional.of("the invite is UNKNOWN: resolve it first")
          : ifOwed(state);
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      return state.close(
          Closure.Outcome.CLOSED_BY_PERSON, moment, origin.entry(JournalKind.CLOSED, moment));
    }
  }

  /**
   * A person with the right to do so says that a follow-up need not be sent.
   *
   * @param waivedBy the profession or office in which it was decided, such as medical-director
   */
  record WaiveFollowUp(Origin origin, String waivedBy) implements OutcomeCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return unlessOwed(state);
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      JournalEntry waived =
          origin.entry(JournalKind.FOLLOW_UP_WAIVED, moment).with("waivedBy", waivedBy);
      return endFollowUp(state, Closure.Outcome.WAIVED, waived, moment);
    }
  }

  /** The engine's own: the visit turned out to be rejected, so nothing is followed up. */
  record NothingPrescribed(Origin origin) implements OutcomeCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return unlessOwed(state);
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      JournalEntry proven = origin.entry(JournalKind.NOTHING_PRESCRIBED, moment);
      return endFollowUp(state, Closure.Outcome.NOT_NEEDED, proven, moment);
    }
  }
}
