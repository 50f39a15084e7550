package org.patientjourney.activities.encryption;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The key of personal data was destroyed by command: the data cannot be read again. */
public final class ErasedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Instant erasedAt;

  /**
   * With the instant, where it is known.
   *
   * @param what the ids of what was erased, no personal data
   */
  public ErasedException(String what, @Nullable Instant erasedAt) {
    super(what + " was erased" + (erasedAt == null ? "" : " at " + erasedAt));
    this.erasedAt = erasedAt;
  }

  public @Nullable Instant erasedAt() {
    return erasedAt;
  }
}
