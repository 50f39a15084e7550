package org.patientjourney.workflows.followup;

import java.util.Optional;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.Moment;

/** What is particular to the journey that the law wants three weeks after a GLP-1 visit. */
public final class FollowUp {
  private static final String SUFFIX = ":follow-up";

  private FollowUp() {}

  public static JourneyId idOf(JourneyId visit) {
    return new JourneyId(visit + SUFFIX);
  }

  public static JourneyId visitOf(JourneyId followUp) {
    return new JourneyId(
        followUp.value().substring(0, followUp.value().length() - SUFFIX.length()));
  }

  /** Why a command that would end a journey cannot end this one. */
  public static Optional<String> refusalToEnd(JourneyState state) {
    return state.isOwedFollowUp()
        ? Optional.of("the patient is owed this follow-up: hand it over, or waive-follow-up")
        : Optional.empty();
  }

  /** Ends the duty; an invite that exists is cancelled first. */
  public static Change ended(
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
}
