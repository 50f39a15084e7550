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

  /** The outcome of one call, in the kinds that all endpoints share. */
  enum CallOutcome {
    /** Answered as a success. */
    OK,
    /** The provider certainly did not do what was asked. */
    REFUSED,
    /** A 401: the clinic's key, agreements or providers. */
    UNAUTHORIZED,
    /** A 429. */
    RATE_LIMITED,
    /** No byte of the request reached the provider. */
    NOT_SENT,
    /** Done or not: no answer, a 5xx, or a success that is no JSON. */
    UNKNOWN
  }
}
