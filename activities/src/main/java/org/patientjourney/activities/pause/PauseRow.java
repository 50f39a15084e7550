package org.patientjourney.activities.pause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pause}: while it is not released, no call goes to the provider.
 *
 * @param clinic its id, or {@link #ALL}
 */
public record PauseRow(
    long pauseId,
    String clinic,
    Instant begunAt,
    String begunBy,
    @Nullable Instant releasedAt,
    @Nullable String releasedBy) {
  /** In place of a clinic: all of them. No clinic can have this name. */
  public static final String ALL = "*";

  /** Of the pause's alarm. */
  String subject() {
    return "pause-" + pauseId;
  }
}
