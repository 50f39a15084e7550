package org.patientjourney.activities.qualiphy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one call that gives the provider something for a patient exam came to. Holds no text of the
 * provider.
 */
public sealed interface TransferResult {

  /** The provider has it. */
  record Taken() implements TransferResult {}

  /** Surely no byte of the request reached the provider. */
  record NotSent(String cause) implements TransferResult {}

  /**
   * The provider did not take the request, and may take it later.
   *
   * @param retryAfter what it asked for, at most 10 minutes; null when it named no seconds
   */
  record RateLimited(@Nullable Duration retryAfter) implements TransferResult {}

  /**
   * The provider refused, and will again until a person acts.
   *
   * @param cause the name of a hold reason when it was a 401, else the status code
   */
  record Refused(String cause) implements TransferResult {}

  /** The provider has it or not. */
  record Unknown(String cause) implements TransferResult {}
}
