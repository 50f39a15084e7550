package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.InviteStatus;
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
    return state.facets().decision().isUndecided()
        ? Optional.empty()
        : Optional.of("expected no decision, found " + state.facets().decision());
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    return Change.of(superseding(corrected(state, moment)))
        .recording(
            origin.entry(JournalKind.CONTACT_CORRECTED, moment).with("correction", correction));
  }

  /** No attempt before counts; one that the provider is asked to cancel may still be faster. */
  private static JourneyState superseding(JourneyState state) {
    if (state.isCancelRequested()) {
      return state;
    }
    JourneyState without = state;
    for (Attempt attempt : state.attempts()) {
      without = without.withAttempt(attempt.takeBack());
    }
    return without;
  }

  private static JourneyState corrected(JourneyState state, Moment moment) {
    return switch (state.facets().invite()) {
      case NOT_DUE, NOT_SENT, CANCELLED, REPLACED -> state;
      case REFUSED -> mayNowBeTaken(state) ? sentAgain(state) : state;
      case SENDING, SENT, UNKNOWN -> state.withCancellation(Cancellation.toReplace(moment.now()));
    };
  }

  private static boolean mayNowBeTaken(JourneyState state) {
    return state.hasHold(HoldReason.NEEDS_INPUT) && state.terms().isLeader();
  }

  private static JourneyState sentAgain(JourneyState state) {
    return state
        .withoutHolds(reason -> reason == HoldReason.NEEDS_INPUT)
        .withFacets(state.facets().withInvite(InviteStatus.NOT_SENT));
  }
}
