package org.patientjourney.app.webhook;

import io.dropwizard.lifecycle.Managed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.webhook.WebhookStore.Incoming;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.MeetingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: one thread stores all waiting deliveries in one statement and one commit, while the
 * next ones gather. A request waits until its delivery is durable.
 */
public final class DeliveryIntake implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryIntake.class);
  private static final int LARGEST_GROUP = 256;

  /** Bounds the memory of one statement; a group may exceed it by its last delivery. */
  private static final long LARGEST_GROUP_BYTES = 8L * 1024 * 1024;

  /**
   * How long a group gathers while there is load. A larger group costs each delivery less of the
   * commit, and of the switches between threads; a single delivery never waits for others.
   */
  private static final Duration GATHERING = Duration.ofMillis(1);

  private final Function<List<Incoming>, Map<WebhookDeliveryId, MeetingId>> store;
  private final Runnable wakeRelay;
  private final BlockingQueue<Waiting> queue;
  private final Counter refused;
  private final Thread committer;
  private boolean stopped;

  /**
   * @param store stores all of the deliveries or none, and returns the meetings of those whose
   *     token is known
   * @param capacity how many deliveries may wait
   */
  public DeliveryIntake(
      Function<List<Incoming>, Map<WebhookDeliveryId, MeetingId>> store,
      int capacity,
      Runnable wakeRelay,
      MeterRegistry registry) {
    this.store = store;
    this.wakeRelay = wakeRelay;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.refused =
        Counter.builder("journey.webhook.refused")
            .description("Deliveries answered 503 because too many waited to be stored")
            .register(registry);
    this.committer = new Thread(this::run, "webhook-committer");
    this.committer.setDaemon(true);
  }

  /**
   * A delivery whose request waits.
   *
   * @param delivery null marks the end of the queue
   */
  private record Waiting(
      @Nullable Incoming delivery, CompletableFuture<Optional<MeetingId>> meeting) {
    Incoming content() {
      return Objects.requireNonNull(delivery, "the end of the queue is not stored");
    }
  }

  @Override
  public void start() {
    committer.start();
  }

  /** Stores the deliveries that still wait, then ends. */
  @Override
  public void stop() throws InterruptedException {
    synchronized (this) {
      stopped = true;
    }
    queue.put(new Waiting(null, new CompletableFuture<>()));
    committer.join();
  }

  /**
   * Stores a delivery durably.
   *
   * @return its meeting; empty when its token is unknown: then nothing is stored
   * @throws RejectedExecutionException when too many wait already
   */
  Optional<MeetingId> store(Incoming delivery) {
    Waiting waiting = new Waiting(delivery, new CompletableFuture<>());
    if (!offer(waiting)) {
      refused.increment();
      throw new RejectedExecutionException("too many deliveries wait to be stored");
    }
    return waiting.meeting().join();
  }

  int waiting() {
    return queue.size();
  }

  /** Excludes {@link #stop}, so that nothing enters the queue after its end. */
  private synchronized boolean offer(Waiting waiting) {
    return !stopped && queue.offer(waiting);
  }

  private void run() {
    List<Waiting> group = new ArrayList<>();
    try {
      boolean isLoaded = false;
      while (gather(group, isLoaded)) {
        commit(group);
        isLoaded = group.size() > 1;
        group.clear();
      }
      commit(group);
    } catch (InterruptedException e) {
      LOG.error("the webhook committer was interrupted: deliveries are refused until a restart");
    } finally {
      refuse(group);
    }
  }

  /** After the end of the committer no request may wait for it. */
  private synchronized void refuse(List<Waiting> group) {
    stopped = true;
    queue.drainTo(group);
    group.forEach(
        waiting ->
            waiting
                .meeting()
                .completeExceptionally(
                    new RejectedExecutionException("deliveries are not stored any more")));
  }

  /** Returns false when it has met the end of the queue. */
  private boolean gather(List<Waiting> group, boolean isLoaded) throws InterruptedException {
    long bytes = 0;
    Waiting first = queue.take();
    if (isLoaded) {
      LockSupport.parkNanos(GATHERING.toNanos());
    }
    for (Waiting next = first; next != null; next = queue.poll()) {
      if (next.delivery() == null) {
        return false;
      }
      group.add(next);
      bytes += next.content().body().length;
      if (group.size() == LARGEST_GROUP || bytes >= LARGEST_GROUP_BYTES) {
        return true;
      }
    }
    return true;
  }

  /** A group that cannot be stored is halved until the delivery that is the reason stands alone. */
  private void commit(List<Waiting> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      Map<WebhookDeliveryId, MeetingId> stored =
          store.apply(group.stream().map(Waiting::content).toList());
      wakeRelay.run();
      group.forEach(
          waiting ->
              waiting
                  .meeting()
                  .complete(Optional.ofNullable(stored.get(waiting.content().deliveryId()))));
    } catch (Throwable failure) {
      if (group.size() == 1 || ProblemMapper.isUnavailable(failure)) {
        group.forEach(waiting -> waiting.meeting().completeExceptionally(failure));
      } else {
        commit(group.subList(0, group.size() / 2));
        commit(group.subList(group.size() / 2, group.size()));
      }
    }
  }
}
