package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.fact.ResendStatus;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** Asks the provider to send the link again: it e-mails and texts the patient. */
public record ResendInvite(Origin origin) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    if (!state.isInvited()) {
      return Optional.of("expected a sent invite, found " + state.invite());
    }
    if (state.resends().requested(state.lastAttempt()).isPresent()) {
      return Optional.of(
          "a resend is requested already: it is sent by itself, within send hours unless a person"
              + " asked for it");
    }
    if (state.resends().madeFor(state.lastAttempt()) >= Resend.LIMIT) {
      return Optional.of("the provider takes " + Resend.LIMIT + " resends: re-invite, or close");
    }
    return state.decision().isUndecided()
        ? Optional.empty()
        : Optional.of("expected no decision, found " + state.decision());
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    Resend asked =
        new Resend(
            Resend.Cause.COMMAND,
            origin.id(),
            state.lastAttempt(),
            ResendStatus.REQUESTED,
            moment.now());
    return Change.of(state.withResend(asked))
        .recording(
            origin
                .entry(JournalKind.RESEND_REQUESTED, moment)
                .with("attempt", state.lastAttempt())
                .with("cause", asked.cause()));
  }
}
