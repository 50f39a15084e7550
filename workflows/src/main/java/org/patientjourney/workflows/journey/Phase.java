package org.patientjourney.workflows.journey;

import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** The rules of one step: when it waits, until when, what it holds, and its texts. */
public interface Phase {

  /** Whether the step has something to do or to wait for. */
  boolean isOpen(JourneyState state);

  /** With the holds that the facts give reason for, and without those that they answer. */
  default JourneyState settle(JourneyState state, Moment moment) {
    return state;
  }

  /** The instants at which the engine acts although nothing came. */
  default Stream<Deadline> deadlines(JourneyState state, JourneyPolicy policy) {
    return Stream.empty();
  }

  /** Where a journey in this phase stands; empty leaves it to the next open phase. */
  default Optional<Standing> standing(JourneyState state) {
    return Optional.empty();
  }
}
