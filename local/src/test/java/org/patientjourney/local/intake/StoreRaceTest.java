package org.patientjourney.local.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.local.TestStore.CLINIC;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Patience;
import org.patientjourney.local.TestStore;
import org.patientjourney.local.TestSystem;

/** Webhooks of one store order that arrive at the same moment. */
class StoreRaceTest {
  private static final int REPETITIONS = 20;
  private static final String EARLIER = "2026-11-20T12:16:01";
  private static final String LATER = "2026-11-20T12:16:02";
  private static final AtomicLong IDS = new AtomicLong(50_000);

  private static TestSystem system;
  private static TestStore store;
  private static Journeys journeys;
  private static Operator operator;

  private final long id = IDS.incrementAndGet();
  private final String journey = CLINIC + ":woo-" + id + ":5101";

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
    store = new TestStore(system.url());
    journeys = new Journeys(system.operations());
    operator = new Operator(system.operations());
  }

  /** Every second time both are of one second of the store's clock. */
  @RepeatedTest(REPETITIONS)
  void paid_and_cancelled_at_once_end_cancelled_or_too_late(RepetitionInfo repetition)
      throws Exception {
    String paidAt = repetition.getCurrentRepetition() % 2 == 0 ? LATER : EARLIER;
    atOnce(told("processing", paidAt), told("cancelled", LATER));
    expectCancelledOrTooLate();
  }

  @RepeatedTest(REPETITIONS / 2)
  void a_cancellation_and_a_decision_at_once_end_cancelled_or_too_late() throws Exception {
    store.tell(TestStore.wooCommerce(id, "processing", EARLIER));
    journeys.awaitInvited(journey);
    String exam = system.sandbox().patientExam(journey, 5101);
    atOnce(
        told("cancelled", LATER),
        () -> Integer.toString(system.sandbox().decide(exam, "Approved")));
    expectCancelledOrTooLate();
  }

  @RepeatedTest(REPETITIONS)
  void paid_twice_at_once_is_one_journey_with_one_invite() throws Exception {
    assertThat(atOnce(told("processing", EARLIER), told("completed", LATER)))
        .contains("ACCEPTED")
        .isSubsetOf("ACCEPTED", "OUTDATED");
    journeys.awaitInvited(journey);
    expectOneJourney();
    assertThat(invites()).isEqualTo(1);
    assertThat(operator.alarms(journey)).isEmpty();
  }

  /** Either there is no journey or a cancelled one, or an alarm: never both, never neither. */
  private void expectCancelledOrTooLate() throws IOException {
    String outcome =
        await("the end of the cancellation of woo-" + id)
            .atMost(Patience.USUAL)
            .pollInterval(Patience.LOOKS)
            .until(this::endOfCancellation, ended -> !ended.isEmpty());
    List<String> alarms =
        operator.openAlarms(journey).stream().map(alarm -> alarm.path("kind").asText()).toList();
    if (system.operations().get("/orders/" + CLINIC + "/woo-" + id).status() == 404) {
      assertThat(outcome).isEqualTo("CANCELLED");
      assertThat(alarms).isEmpty();
      assertThat(invites()).isZero();
      return;
    }
    expectOneJourney();
    boolean isCancelled = journeys.get(journey).at("/closure/outcome").asText().equals("CANCELLED");
    assertThat(outcome).isEqualTo(isCancelled ? "CANCELLED" : "TOO_LATE");
    assertThat(alarms.contains("STORE_CANCEL_TOO_LATE")).isEqualTo(!isCancelled);
    assertThat(invites()).isLessThanOrEqualTo(1);
  }

  private void expectOneJourney() throws IOException {
    JsonNode order = system.operations().get("/orders/" + CLINIC + "/woo-" + id).success();
    assertThat(order.path("journeys").findValuesAsText("journeyId")).containsExactly(journey);
    assertThat(journeys.count(journey, "ORDERED")).isEqualTo(1);
    assertThat(journeys.count(journey, "INVITE_SENDING")).isLessThanOrEqualTo(1);
  }

  private String endOfCancellation() throws IOException {
    List<String> ended = new ArrayList<>();
    for (String outcome : List.of("CANCELLED", "TOO_LATE")) {
      system
          .operations()
          .get("/store-deliveries?clinic=" + CLINIC + "&outcome=" + outcome)
          .success()
          .path("deliveries")
          .valueStream()
          .filter(delivery -> delivery.path("orderId").asText().equals("woo-" + id))
          .forEach(delivery -> ended.add(outcome));
    }
    assertThat(ended).hasSizeLessThanOrEqualTo(1);
    return String.join("", ended);
  }

  private int invites() throws IOException {
    return system.sandbox().invites(journey).size();
  }

  /** Posts the order; returns the outcome. */
  private Callable<String> told(String status, String changedAt) throws IOException {
    byte[] body = TestStore.wooCommerce(id, status, changedAt).toString().getBytes(UTF_8);
    return () ->
        store
            .send("woocommerce/" + CLINIC, "order.updated", CLINIC, body)
            .success()
            .path("outcome")
            .asText();
  }

  private static List<String> atOnce(Callable<String> one, Callable<String> other)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier start = new CyclicBarrier(2);
      List<Callable<String>> work = List.of(after(start, one), after(start, other));
      List<String> results = new ArrayList<>();
      for (Future<String> result : threads.invokeAll(work)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<String> after(CyclicBarrier start, Callable<String> work) {
    return () -> {
      start.await();
      return work.call();
    };
  }
}
