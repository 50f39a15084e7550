package org.patientjourney.workflows.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * A decision that a person saw in the provider's portal, because no event brought it or because two
 * events contradict each other. It overrules what was reported before, never what comes after.
 *
 * @param status approved or rejected
 * @param evidence where it was seen, in a person's words: stored encrypted beside the reason
 */
public record RecordDecision(Origin origin, ExamStatus status, String evidence)
    implements JourneyCommand {

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
    return state.decision().isFinal() && !state.hasHold(HoldReason.CONTRADICTION)
        ? Optional.of("expected no decision, found " + state.decision())
        : Optional.empty();
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    ReportedStatus report =
        ReportedStatus.byHand(state.lastAttempt(), status, moment.now(), state.resends().made());
    Origin withEvidence =
        new Origin(origin.id(), origin.actor(), origin.reason() + "\n" + evidence);
    List<ReportedStatus> reports = new ArrayList<>(state.reports());
    reports.add(report);
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
