package org.patientjourney.activities.pause;

import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;

/**
 * Whose calls are paused, kept in memory: to ask costs a call no statement. A pause is seen within
 * {@link #EVERY} as long as {@link #run} is repeated that often, and after {@link #OLDEST} at the
 * latest; a release at once.
 */
public final class PauseWatch implements Predicate<ClinicId>, Runnable {
  /** Between two looks at the record. */
  public static final Duration EVERY = Duration.ofSeconds(1);

  /** What is older is read again before it is believed. */
  static final Duration OLDEST = Duration.ofSeconds(3);

  private final Jdbi jdbi;
  private final LongSupplier nanoTime;
  private volatile @Nullable Known known;

  /**
   * Clinics, or {@link PauseRow#ALL}.
   *
   * @param readAt by {@link System#nanoTime}
   */
  private record Known(Set<String> paused, long readAt) {}

  public PauseWatch(Jdbi jdbi) {
    this(jdbi, System::nanoTime);
  }

  PauseWatch(Jdbi jdbi, LongSupplier nanoTime) {
    this.jdbi = jdbi;
    this.nanoTime = nanoTime;
  }

  /** Fails when the record cannot be read and was not read recently. */
  @Override
  public boolean test(ClinicId clinic) {
    Known recent = known;
    if (recent == null
        || nanoTime.getAsLong() - recent.readAt() > OLDEST.toNanos()
        // It may have been released.
        || covers(recent.paused(), clinic)) {
      return covers(read(), clinic);
    }
    return false;
  }

  private static boolean covers(Set<String> paused, ClinicId clinic) {
    return paused.contains(PauseRow.ALL) || paused.contains(clinic.value());
  }

  @Override
  public void run() {
    try {
      read();
    } catch (RuntimeException unreadable) {
      // Soon too old: the next call reads, and fails with the reason.
    }
  }

  private Set<String> read() {
    long now = nanoTime.getAsLong();
    Set<String> paused = jdbi.onDemand(PauseDao.class).findPausedClinics();
    known = new Known(paused, now);
    return paused;
  }
}
