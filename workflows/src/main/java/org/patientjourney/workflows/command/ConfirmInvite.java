package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** An operator saw the unknown invite in the provider's portal. */
public record ConfirmInvite(Origin origin, PatientExamId patientExamId) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    return UnknownInvite.orRefusal(state);
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    Attempt found = state.latestAttempt().confirmedByWebhook(patientExamId);
    return Change.of(state.withAttempt(found))
        .recording(
            origin
                .entry(JournalKind.INVITE_CONFIRMED_BY_PERSON, moment)
                .with("attempt", found.number())
                .with("patientExamId", patientExamId));
  }
}
