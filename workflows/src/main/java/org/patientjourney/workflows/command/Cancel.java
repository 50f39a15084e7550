package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.followup.FollowUp;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * Asks for the exam not to take place. A request until the provider has answered: a decision may
 * have been made already.
 */
public record Cancel(Origin origin) implements JourneyCommand {
  /** The command that a cancellation from outside (Temporal's UI or API) stands for. */
  public static Cancel fromTemporal(String runId) {
    return new Cancel(
        new Origin("cancelled-" + runId, "temporal", "the workflow was cancelled in Temporal"));
  }

  @Override
  public Optional<String> refusal(JourneyState state) {
    if (state.isCancelRequested() && !state.isReplacing()) {
      return Optional.of("the provider is asked to cancel already: wait for its answer");
    }
    return state.decision().isFinal()
        ? Optional.of("expected no decision, found " + state.decision())
        : FollowUp.refusalToEnd(state);
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    return Change.of(state.withCancellation(Cancellation.requested(moment.now())))
        .recording(origin.entry(JournalKind.CANCEL_REQUESTED, moment));
  }
}
