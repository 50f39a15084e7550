package org.patientjourney.app.certificate;

/** What is wrong with a follow-up or its evidence. */
public enum Finding {
  /** It is owed by the engine, and Temporal has no run of its journey. */
  RUN_MISSING,
  /** Its run is paused in Temporal: the timer acts on nothing until it is unpaused. */
  RUN_PAUSED,
  /** Workflow tasks of its run fail again and again. */
  RUN_STUCK,
  /** It waits for its day, and nothing will wake it. */
  TIMER_MISSING,
  /** Its timer fires at another instant than the record says. */
  TIMER_AT_ANOTHER_INSTANT,
  /** It is due, or was sent, before 21 days of the calendar were over. */
  RULE_BROKEN,
  /** The visit's journal does not say what the record says of visit, due instant and zone. */
  JOURNAL_DIFFERS,
  /** The follow-up's journal does not say that it ended so, then, and by whom the record says. */
  END_NOT_IN_JOURNAL,
  /** The chain of one of its journals does not hold. */
  JOURNAL_BROKEN
}
