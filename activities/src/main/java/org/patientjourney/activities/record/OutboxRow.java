package org.patientjourney.activities.record;

import org.patientjourney.workflows.order.JourneyId;

/**
 * One row to relay.
 *
 * @param attempts including the one that this claim begins
 * @param firstStart whether it starts a journey that no run has claimed, and that no person has
 *     restarted or held
 */
public record OutboxRow(
    long id,
    OutboxKind kind,
    JourneyId journeyId,
    String payload,
    int attempts,
    boolean journeyOpen,
    boolean firstStart) {

  /** What an outbox row asks for. */
  public enum OutboxKind {
    /** Start the journey's workflow. */
    START,
    /** Report the outcome of the meeting's invite to the journey. */
    INVITE_ANSWER,
    /**
     * Give the journey a command that the engine itself gives: a release when an incident is over.
     */
    COMMAND,
    /** Ask the run whether the record is ahead of it: a command had no answer. */
    COMPARE
  }
}
