package org.patientjourney.app.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.app.relay.Relay.RelayQueue;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/** Rows are words; a look takes all that are due. Failures are made to order. */
final class FakeQueue implements RelayQueue<String> {
  static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  static final WebhookDeliveryId DELIVERY = new WebhookDeliveryId(new UUID(0, 417));

  private final LinkedBlockingQueue<String> due = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> handled = new LinkedBlockingQueue<>();
  private final Set<String> failing = new HashSet<>();
  private final Set<String> notYet = new HashSet<>();
  private final CountDownLatch looked = new CountDownLatch(1);
  final Map<String, Instant> backedOff = new TreeMap<>();
  int attempts = 1;
  int limit;
  int looks;
  @Nullable Duration lease;
  @Nullable Error errorAtFirst;
  @Nullable Error errorOfClaim;
  @Nullable RuntimeException failureOfClaim;
  @Nullable RuntimeException failureOfBackOff;

  void add(String... rows) {
    due.addAll(List.of(rows));
  }

  void failAt(String row) {
    failing.add(row);
  }

  void putOff(String row) {
    notYet.add(row);
  }

  List<String> handled() {
    return List.copyOf(handled);
  }

  /** Waits for the named condition, at most so long that a hanging test ends. */
  String awaitHandled() throws InterruptedException {
    String row = handled.poll(20, TimeUnit.SECONDS);
    if (row == null) {
      throw new AssertionError("expected a row to be handled, found none in 20 s");
    }
    return row;
  }

  void awaitFirstLook() throws InterruptedException {
    if (!looked.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("expected the relay to look, found that it did not in 20 s");
    }
  }

  @Override
  public synchronized List<String> claimDue(Instant now, Duration of, int most) {
    lease = of;
    limit = most;
    looks++;
    looked.countDown();
    Error error = errorOfClaim;
    if (error != null) {
      errorOfClaim = null;
      throw error;
    }
    RuntimeException failure = failureOfClaim;
    if (failure != null) {
      failureOfClaim = null;
      throw failure;
    }
    List<String> rows = new ArrayList<>();
    due.drainTo(rows, most);
    return rows;
  }

  @Override
  public boolean handle(String row) {
    Error error = errorAtFirst;
    if (error != null) {
      errorAtFirst = null;
      throw error;
    }
    if (failing.contains(row)) {
      throw new IllegalStateException("made to fail at " + row);
    }
    handled.add(row);
    return !notYet.contains(row);
  }

  @Override
  public void backOff(String row, Instant nextAttemptAt) {
    if (failureOfBackOff != null) {
      throw failureOfBackOff;
    }
    backedOff.put(row, nextAttemptAt);
  }

  @Override
  public int attempts(String row) {
    return attempts;
  }

  @Override
  public LogContext about(String row) {
    return LogContext.of(JOURNEY).with(DELIVERY);
  }
}
