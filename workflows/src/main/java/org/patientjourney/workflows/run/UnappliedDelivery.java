package org.patientjourney.workflows.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a run has waited to close its journey because of a stored delivery. */
public final class UnappliedDelivery {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** As long as the relay tries before it raises its own alarm. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private @Nullable Instant since;
  private Duration pause = FIRST_PAUSE;

  public boolean isOverdue(Instant now) {
    return since != null && !now.isBefore(since.plus(PATIENCE));
  }

  /** When to try to close again, if the delivery does not come before. */
  public Instant nextTry(Instant now) {
    since = since == null ? now : since;
    Instant next = now.plus(pause);
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    return next;
  }

  public void clear() {
    since = null;
    pause = FIRST_PAUSE;
  }
}
