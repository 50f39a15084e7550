package org.patientjourney.local;

import java.time.Duration;

/**
 * How long a test waits for what must come. It costs time only when a test fails; {@code
 * -Djourney.test.patience=4} makes it four times as long, for a machine under load.
 */
public final class Patience {
  private static final int TIMES = Integer.getInteger("journey.test.patience", 1);

  public static final Duration USUAL = of(Duration.ofSeconds(60));

  private Patience() {}

  public static Duration of(Duration usual) {
    return usual.multipliedBy(TIMES);
  }
}
