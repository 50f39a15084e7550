package org.patientjourney.activities.qualiphy;

import java.util.List;

/**
 * The result of one call that only reads.
 *
 * @param <T> what is listed
 */
public sealed interface LookupResult<T> {

  /** All entries that can be used, in the provider's order. */
  record Found<T>(List<T> entries) implements LookupResult<T> {
    public Found {
      entries = List.copyOf(entries);
    }
  }

  /**
   * No list.
   *
   * @param cause a class name, a status code or the name of a hold reason; no provider text
   */
  record Failed<T>(Failure kind, String cause) implements LookupResult<T> {}

  enum Failure {
    /** Nothing was asked: calls are paused by command. */
    PAUSED,
    /** No connection, or an error on the provider's side: try again. */
    UNREACHABLE,
    /** No answer in time: the caller has waited long enough. */
    TOO_SLOW,
    /** Too many calls: try again later. */
    RATE_LIMITED,
    /** The provider will refuse again until a person acts. */
    REFUSED,
    /** A success whose body holds no list. */
    UNREADABLE
  }
}
