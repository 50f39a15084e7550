package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** Stops the engine from sending anything for the journey; what arrives is still merged. */
public record HoldJourney(Origin origin) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    return state.hasHold(HoldReason.HELD_BY_PERSON)
        ? Optional.of("the journey is held by a person already: release that hold first")
        : Optional.empty();
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    return Change.of(state)
        .holding(HoldReason.HELD_BY_PERSON, moment)
        .recording(origin.entry(JournalKind.HELD_BY_PERSON, moment));
  }
}
