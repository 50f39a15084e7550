package org.patientjourney.local.clock;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets weeks pass in seconds: engine and sandbox step together from one instant at which something
 * happens to the next, and at each step wait until all that is due was done. The clock does not
 * jump while Temporal has a task at work.
 */
public record Travel(Clocks clocks) {
  /**
   * Journeys that fall due within it go on together; all act within 5 s after their due instant.
   */
  private static final Duration TOGETHER = Duration.ofSeconds(2);

  /** For one step, until all that is due was done. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A due row that does not move for so long is reported and skipped. */
  private static final Duration STUCK = Duration.ofSeconds(3);

  /** The clocks of engine and sandbox, moved together. */
  public interface Clocks {
    Instant now();

    /** Moves all clocks; what falls due begins at once. */
    void moveTo(Instant target, Duration patience)
        throws IOException, TimeoutException, InterruptedException;

    /** Whether a workflow task or an activity is running. */
    boolean isAtWork();

    Reading look() throws IOException;

    /** The pause between two checks. */
    void pause();
  }

  /**
   * What one look at record and sandbox finds.
   *
   * @param due what is due in the record and has not acted, by its id
   * @param pending how much is due at the sandbox and not done
   * @param written changes whenever anything is written in the record
   * @param next when something acts by itself; null when nothing will
   */
  public record Reading(Set<String> due, long pending, String written, @Nullable Instant next) {
    Reading without(Set<String> passedBy) {
      Set<String> left = new TreeSet<>(due);
      left.removeAll(passedBy);
      return new Reading(left, pending, written, next);
    }

    boolean isQuiet() {
      return due.isEmpty() && pending == 0;
    }
  }

  /**
   * The result of a travel.
   *
   * @param passedBy what was due and did not act, by its id
   */
  public record Arrival(Instant from, Instant to, int steps, Duration took, Set<String> passedBy) {}

  public Instant now() {
    return clocks.now();
  }

  /**
   * Travels; one at a time.
   *
   * @throws IOException when it stops on the way; the message says where and why, and nothing is
   *     lost
   */
  public synchronized Arrival by(Duration time) throws IOException {
    long began = System.nanoTime();
    Instant from = clocks.now();
    Instant target = from.plus(time);
    Set<String> passedBy = new TreeSet<>();
    int steps = 0;
    try {
      Reading quiet = awaitQuiet(passedBy);
      while (clocks.now().isBefore(target)) {
        steps++;
        clocks.moveTo(stop(quiet.next(), target), PATIENCE);
        quiet = awaitQuiet(passedBy);
      }
    } catch (TimeoutException e) {
      throw new IOException("the travel stopped at " + clocks.now() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the travel was interrupted at " + clocks.now(), e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new Arrival(from, clocks.now(), steps, took, Set.copyOf(passedBy));
  }

  private static Instant stop(@Nullable Instant next, Instant target) {
    return next == null || next.plus(TOGETHER).isAfter(target) ? target : next.plus(TOGETHER);
  }

  /** Quiet twice with nothing written between: finished work may have caused more. */
  private Reading awaitQuiet(Set<String> passedBy) throws IOException, TimeoutException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    long changed = System.nanoTime();
    Reading before = null;
    while (System.nanoTime() < giveUp) {
      if (!clocks.isAtWork()) {
        Reading now = clocks.look().without(passedBy);
        if (now.isQuiet() && now.equals(before)) {
          return now;
        }
        if (before == null || !now.due().equals(before.due())) {
          changed = System.nanoTime();
        } else if (System.nanoTime() - changed > STUCK.toNanos()) {
          passedBy.addAll(now.due());
        }
        before = now;
      }
      clocks.pause();
    }
    throw new TimeoutException("expected all that is due to be done, found " + before);
  }
}
