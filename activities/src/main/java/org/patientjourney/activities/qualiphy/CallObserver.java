package org.patientjourney.activities.qualiphy;

import java.time.Duration;

/** Is told of every call to the provider after it ended. Never throws; safe for many threads. */
@FunctionalInterface
public interface CallObserver {
  /** Looks away. */
  CallObserver NONE = (endpoint, outcome, duration) -> {};

  /**
   * One call came to its end.
   *
   * @param endpoint the last part of the call's path, such as {@code exam_invite}
   * @param duration from the sending to the whole answer, or to the failure
   */
  void called(String endpoint, CallOutcome outcome, Duration duration);
}
