package org.patientjourney.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.webhook.WebhookStore.Incoming;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.MeetingId;

class DeliveryIntakeTest {
  private static final MeetingId MEETING = new MeetingId("juniper:WC-1:5101");
  private static final int CAPACITY = 5;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final List<List<Integer>> groups = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore commits = new Semaphore(0);
  private final AtomicInteger wakeUps = new AtomicInteger();
  private final DeliveryIntake intake =
      new DeliveryIntake(this::store, CAPACITY, wakeUps::incrementAndGet, registry);

  /** What a delivery's number stands for. */
  private volatile Function<Integer, Optional<MeetingId>> meetings = number -> Optional.of(MEETING);

  private volatile boolean started;

  @AfterEach
  void stop() throws Exception {
    commits.release(1_000);
    if (started) {
      intake.stop();
    }
  }

  @Test
  void stores_together_what_arrives_during_a_commit() throws Exception {
    start();
    List<CompletableFuture<Optional<MeetingId>>> all = new ArrayList<>();
    all.add(deliver(1));
    await().until(() -> groups.size() == 1);
    for (int number = 2; number <= 4; number++) {
      all.add(deliver(number));
      awaitWaiting(number - 1);
    }
    assertThat(all).noneMatch(CompletableFuture::isDone);

    commits.release(2);

    assertThat(all).allSatisfy(stored -> assertThat(stored.get()).contains(MEETING));
    assertThat(groups).containsExactly(List.of(1), List.of(2, 3, 4));
    assertThat(wakeUps).hasValue(2);
  }

  @Test
  void answers_no_delivery_before_its_commit() throws Exception {
    start();
    CompletableFuture<Optional<MeetingId>> stored = deliver(1);
    await().until(() -> groups.size() == 1);
    assertThat(stored).isNotDone();
    commits.release();
    assertThat(stored.get()).contains(MEETING);
  }

  @Test
  void reports_unknown_tokens_and_stores_the_others() throws Exception {
    meetings = number -> number == 2 ? Optional.empty() : Optional.of(MEETING);
    List<CompletableFuture<Optional<MeetingId>>> all = deliverTogether(3);
    assertThat(all.get(0).get()).contains(MEETING);
    assertThat(all.get(1).get()).isEmpty();
    assertThat(all.get(2).get()).contains(MEETING);
  }

  @Test
  void a_delivery_that_cannot_be_stored_fails_alone() throws Exception {
    IllegalStateException bad = new IllegalStateException("a bad row");
    meetings =
        number -> {
          if (number == 3) {
            throw bad;
          }
          return Optional.of(MEETING);
        };
    List<CompletableFuture<Optional<MeetingId>>> all = deliverTogether(4);
    for (int i : new int[] {0, 1, 3}) {
      assertThat(all.get(i).get()).contains(MEETING);
    }
    assertThatThrownBy(all.get(2)::join).isInstanceOf(CompletionException.class).hasRootCause(bad);
  }

  @Test
  void an_unavailable_database_fails_a_whole_group_at_once() throws Exception {
    meetings =
        number -> {
          throw new IllegalStateException(new SQLTransientConnectionException());
        };
    List<CompletableFuture<Optional<MeetingId>>> all = deliverTogether(4);
    assertThat(all).allSatisfy(stored -> assertThatThrownBy(stored::join).isNotNull());
    assertThat(groups).containsExactly(List.of(1, 2, 3, 4));
  }

  @Test
  void goes_on_after_a_failure() throws Exception {
    a_delivery_that_cannot_be_stored_fails_alone();
    assertThat(deliver(5).get()).contains(MEETING);
  }

  @Test
  void refuses_and_counts_what_does_not_fit_into_the_queue() throws Exception {
    List<CompletableFuture<Optional<MeetingId>>> all = new ArrayList<>();
    for (int number = 1; number <= CAPACITY; number++) {
      all.add(deliver(number));
    }
    awaitWaiting(CAPACITY);
    assertThat(all).noneMatch(CompletableFuture::isDone);

    assertThatThrownBy(deliver(CAPACITY + 1)::join)
        .hasCauseInstanceOf(RejectedExecutionException.class);

    assertThat(registry.get("journey.webhook.refused").counter().count()).isEqualTo(1);
  }

  @Test
  void stores_what_waits_before_it_stops_and_refuses_what_comes_later() throws Exception {
    List<CompletableFuture<Optional<MeetingId>>> all = deliverTogether(3);
    started = false;
    intake.stop();
    assertThat(all).allSatisfy(stored -> assertThat(stored.get()).contains(MEETING));
    assertThatThrownBy(deliver(4)::join).hasCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void refuses_all_deliveries_once_the_committer_was_interrupted() throws Exception {
    commits.release(1_000);
    start();
    assertThat(deliver(1).get()).contains(MEETING);

    Thread committer =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("webhook-committer"))
            .findFirst()
            .orElseThrow();
    committer.interrupt();
    committer.join();
    started = false;

    assertThatThrownBy(deliver(2)::join).hasCauseInstanceOf(RejectedExecutionException.class);
  }

  private void start() {
    intake.start();
    started = true;
  }

  /** Lets all of them wait before the committer starts. */
  private List<CompletableFuture<Optional<MeetingId>>> deliverTogether(int count) {
    List<CompletableFuture<Optional<MeetingId>>> all = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      all.add(deliver(number));
      awaitWaiting(number);
    }
    commits.release(1_000);
    start();
    return all;
  }

  private void awaitWaiting(int count) {
    await().until(() -> intake.waiting() == count);
  }

  private CompletableFuture<Optional<MeetingId>> deliver(int number) {
    Incoming delivery =
        new Incoming(
            new WebhookDeliveryId(new UUID(0, number)),
            new byte[0],
            new byte[0],
            new byte[0],
            null,
            false,
            false,
            Instant.EPOCH);
    CompletableFuture<Optional<MeetingId>> stored = new CompletableFuture<>();
    Thread request =
        new Thread(
            () -> {
              try {
                stored.complete(intake.store(delivery));
              } catch (RuntimeException e) {
                stored.completeExceptionally(e);
              }
            });
    request.setDaemon(true);
    request.start();
    return stored;
  }

  private Map<WebhookDeliveryId, MeetingId> store(List<Incoming> group) {
    groups.add(group.stream().map(DeliveryIntakeTest::number).toList());
    commits.acquireUninterruptibly();
    return group.stream()
        .filter(delivery -> meetings.apply(number(delivery)).isPresent())
        .collect(Collectors.toMap(Incoming::deliveryId, delivery -> MEETING));
  }

  private static int number(Incoming delivery) {
    return (int) delivery.deliveryId().value().getLeastSignificantBits();
  }
}
