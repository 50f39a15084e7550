package org.patientjourney.activities.qualiphy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.hold.HoldReason;

/**
 * The result of one call that changes something at the provider. Causes are constants of the code,
 * class names or status codes.
 *
 * @param <T> what a success returns
 */
public sealed interface CallResult<T> {

  /** The provider did what was asked. */
  record Done<T>(T answer) implements CallResult<T> {}

  /** Certainly no byte of the request reached the provider: the same call may be made again. */
  record NotSent<T>(String cause) implements CallResult<T> {}

  /**
   * The provider did not accept the request, and may accept it later.
   *
   * @param retryAfter what it asked for, at most 10 minutes; null when it named no seconds
   */
  record RateLimited<T>(@Nullable Duration retryAfter) implements CallResult<T> {}

  /**
   * The provider refused, and will again until a person acts.
   *
   * @param reason what the person must correct
   * @param field JSON pointer into our order, when an invite was refused for one of its fields
   */
  record Refused<T>(HoldReason reason, String cause, @Nullable String field, ProviderWords words)
      implements CallResult<T> {}

  /** Done or not: a call that is not safe to repeat must not be repeated blindly. */
  record Unknown<T>(String cause) implements CallResult<T> {}

  /** A success that returns nothing to read. */
  record Accepted() {}
}
