package org.patientjourney.activities.invite;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The heartbeat of one activity after the other: what one has marked, its next try reads. */
final class TestMark implements CallMark {
  private @Nullable Instant marked;
  private @Nullable Instant ofEarlierTry;

  /** The activity failed and is tried again. */
  void tryAgain() {
    ofEarlierTry = marked;
  }

  @Override
  public @Nullable Instant startedAt() {
    return ofEarlierTry;
  }

  @Override
  public void set(Instant startedAt) {
    marked = startedAt;
  }
}
