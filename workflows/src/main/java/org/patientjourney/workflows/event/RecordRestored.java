package org.patientjourney.workflows.event;

import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * The record was or may have been restored to an earlier moment, or is ahead of the run. The run
 * records what it knows: a record that lacks something of it takes it over then, and a run that
 * lacks something goes on from the record.
 *
 * @param restore names the restore: a run is asked once
 */
public record RecordRestored(String restore) implements Fact {
  @Override
  public String key(JourneyState state) {
    return "restored:" + restore;
  }

  @Override
  public String digest() {
    return restore;
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    return Change.of(state);
  }
}
