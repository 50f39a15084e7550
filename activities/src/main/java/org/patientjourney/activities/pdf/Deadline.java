package org.patientjourney.activities.pdf;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The end of the time that one download has, whatever it is spent on. */
final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;

  private Deadline(LongSupplier nanoTime, Duration limit) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + limit.toNanos();
  }

  static Deadline in(Duration limit, LongSupplier nanoTime) {
    return new Deadline(nanoTime, limit);
  }

  /** At least one, as sockets take zero for no limit; fails when time is up. */
  int remainingMillis() throws SocketTimeoutException {
    long left = end - nanoTime.getAsLong();
    if (left <= 0) {
      throw new SocketTimeoutException("the download takes too long");
    }
    return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(left) + 1);
  }
}
