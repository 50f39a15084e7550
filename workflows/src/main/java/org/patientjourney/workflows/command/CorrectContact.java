package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * The order's contact or state was wrong and is corrected. An invite that went out by the old data
 * is cancelled, and the exam is invited anew.
 *
 * @param correction its number; what it says stays in PostgreSQL
 */
public record CorrectContact(Origin origin, int correction) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    if (state.isCancelRequested()) {
      return Optional.of("the provider is asked to cancel already: wait for its answer");
    }
    return state.decision().isUndecided()
        ? Optional.empty()
        : Optional.of("expected no decision, found " + state.decision());
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    return Change.of(superseding(corrected(state, moment)))
        .recording(
            origin.entry(JournalKind.CONTACT_CORRECTED, moment).with("correction", correction));
  }

  /** No earlier attempt counts, unless it is decided before the provider cancels it. */
  private static JourneyState superseding(JourneyState state) {
    return state.isCancelRequested() ? state : state.withEachAttempt(Attempt::supersede);
  }

  private static JourneyState corrected(JourneyState state, Moment moment) {
    return switch (state.invite()) {
      case NOT_DUE, NOT_SENT, CANCELLED, REPLACED -> state;
      case REFUSED -> mayNowBeTaken(state) ? sentAgain(state) : state;
      case SENDING, SENT, UNKNOWN -> state.withCancellation(Cancellation.toReplace(moment.now()));
    };
  }

  private static boolean mayNowBeTaken(JourneyState state) {
    return state.hasHold(HoldReason.NEEDS_INPUT) && state.terms().isLeader();
  }

  private static JourneyState sentAgain(JourneyState state) {
    return state.withoutHold(HoldReason.NEEDS_INPUT).withAttempt(state.latestAttempt().repeat());
  }
}
