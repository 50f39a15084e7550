package org.patientjourney.workflows.journey;

import io.temporal.workflow.Workflow;

/**
 * Which version of the line a run travels: the one that it began with, so that a deploy changes no
 * run in flight. A run that is started anew from the record takes the latest.
 */
enum LineVersion {
  /** Invite, consultation, close. */
  FIRST,
  /** Also resends and reminders, alarms about old holds, and attempts that are taken back. */
  SECOND;

  /** What Temporal keeps in the history of a run that travels the second version. */
  private static final int MARK_OF_SECOND = 1;

  /** To be asked once, first thing in the run. */
  static LineVersion ofThisRun() {
    int mark = Workflow.getVersion("line", Workflow.DEFAULT_VERSION, MARK_OF_SECOND);
    return mark == MARK_OF_SECOND ? SECOND : FIRST;
  }

  /** The policy without terms that this version does not know. */
  JourneyPolicy termsOf(JourneyPolicy policy) {
    return this == FIRST ? policy.firstTerms() : policy;
  }

  boolean takesBackAttempts() {
    return this != FIRST;
  }

  /** Whether a delivery that is handed over once more is recorded as applied once more. */
  boolean repeatsDuplicates() {
    return this != FIRST;
  }
}
