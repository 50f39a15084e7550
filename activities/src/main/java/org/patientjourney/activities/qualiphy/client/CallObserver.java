package org.patientjourney.activities.qualiphy.client;

import java.time.Duration;

/** Notified of every call to the provider when it ends. Never throws; safe for many threads. */
@FunctionalInterface
public interface CallObserver {
  CallObserver NONE = (endpoint, outcome, duration) -> {};

  /**
   * Reports one call.
   *
   * @param endpoint the last part of the call's path, such as {@code exam_invite}
   * @param duration from the sending to the whole answer, or to the failure
   */
  void called(String endpoint, CallOutcome outcome, Duration duration);
}
