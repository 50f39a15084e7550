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
  SECOND,
  /** Also follow-ups, pre-filled answers, prescriptions and shipments. */
  THIRD,
  /**
   * Also facts that are taken whole: amended prescriptions, and corrections that take back what
   * nothing cancels; answers that are not given while a person holds the journey, and resends that
   * wait until the provider can be reached.
   */
  FOURTH;

  /** What Temporal keeps in the history of a run that travels the second version. */
  private static final int MARK_OF_SECOND = 1;

  private static final int MARK_OF_THIRD = 2;
  private static final int MARK_OF_FOURTH = 3;

  /** To be asked once, first thing in the run. */
  static LineVersion ofThisRun() {
    return switch (Workflow.getVersion("line", Workflow.DEFAULT_VERSION, MARK_OF_FOURTH)) {
      case MARK_OF_FOURTH -> FOURTH;
      case MARK_OF_THIRD -> THIRD;
      case MARK_OF_SECOND -> SECOND;
      default -> FIRST;
    };
  }

  /** The policy without terms that this version does not know. */
  JourneyPolicy termsOf(JourneyPolicy policy) {
    return switch (this) {
      case FIRST -> policy.firstTerms();
      case SECOND -> policy.secondTerms();
      case THIRD, FOURTH -> policy;
    };
  }

  boolean takesBackAttempts() {
    return this != FIRST;
  }

  boolean preFills() {
    return compareTo(THIRD) >= 0;
  }

  /** Whether nothing is told the provider in advance while a person holds the journey. */
  boolean holdsPreFill() {
    return this == FOURTH;
  }

  /** See {@link JourneyState#take}. */
  boolean takesFactsWhole() {
    return this == FOURTH;
  }

  /** Whether a resend that surely was not sent is made later. */
  boolean resendsLater() {
    return this == FOURTH;
  }

  /** Whether a delivery that is handed over once more is recorded as applied once more. */
  boolean repeatsDuplicates() {
    return this != FIRST;
  }
}
