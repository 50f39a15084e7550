package org.patientjourney.activities.journey;

import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** Something that a person must know, and that perhaps holds the journey. */
public record TestFact(boolean holds, boolean believed) implements Fact {
  public TestFact(boolean holds) {
    this(holds, true);
  }

  @Override
  public boolean matchesPatientExam(JourneyState state) {
    return believed;
  }

  @Override
  public String key(JourneyState state) {
    return "test";
  }

  @Override
  public String digest() {
    return "a test's";
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    Change change = Change.of(state).alarming(AlarmKind.AMENDED_EVENT, "test");
    return holds ? change.holding(HoldReason.HELD_BY_PERSON, moment) : change;
  }
}
