package org.patientjourney.local;

import static org.awaitility.pollinterval.IterativePollInterval.iterative;

import java.time.Duration;
import org.awaitility.pollinterval.PollInterval;

/**
 * How long a test waits for what must come. It costs time only when a test fails; {@code
 * -Djourney.test.patience=4} makes it four times as long, for a machine under load.
 */
public final class Patience {
  private static final int TIMES = Integer.getInteger("journey.test.patience", 1);

  private static final Duration FIRST = Duration.ofMillis(20);
  private static final Duration SELDOM = Duration.ofMillis(150);

  public static final Duration USUAL = of(Duration.ofSeconds(60));

  /** Between two looks at the system: soon at first, seldom later, as each look takes its time. */
  public static final PollInterval LOOKS =
      iterative(
          pause -> pause.compareTo(SELDOM) < 0 ? pause.multipliedBy(3).dividedBy(2) : pause, FIRST);

  private Patience() {}

  public static Duration of(Duration usual) {
    return usual.multipliedBy(TIMES);
  }
}
