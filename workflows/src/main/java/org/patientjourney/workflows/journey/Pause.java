package org.patientjourney.workflows.journey;

import org.patientjourney.workflows.fact.CallPause;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.policy.Moment;

/** A journey that waits because calls to the provider are paused by command. */
public final class Pause {
  private Pause() {}

  public static Change begun(JourneyState state, Moment moment) {
    return Change.of(state.withPause(new CallPause(moment.now(), null)))
        .recording(JournalKind.CALLS_PAUSED.at(moment));
  }

  public static Change ended(JourneyState state, Moment moment) {
    CallPause pause = state.pause();
    return pause == null
        ? Change.of(state)
        : Change.of(state.withPause(new CallPause(pause.begunAt(), moment.now())))
            .recording(JournalKind.CALLS_RESUMED.at(moment));
  }
}
