package org.patientjourney.app.relay;

/** The outcome of giving a command to a journey. */
public sealed interface CommandOutcome {
  /** Recorded in this revision. */
  record Recorded(long revision) implements CommandOutcome {}

  /** Taken, not recorded within the time that a caller waits. */
  record Accepted() implements CommandOutcome {}

  /** The journey refuses the command in its present state. */
  record Refused(String why) implements CommandOutcome {}

  /** The run ended while it had the command: the record shows whether the journey is closed. */
  record RunEnded() implements CommandOutcome {}

  /** The run is paused in Temporal and takes no command. */
  record Paused() implements CommandOutcome {}

  /** Open in the record, but no run takes commands right now. */
  record NotRunning() implements CommandOutcome {}
}
