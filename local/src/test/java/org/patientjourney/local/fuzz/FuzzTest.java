package org.patientjourney.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Patience;
import org.patientjourney.local.TestConfig;
import org.patientjourney.local.TestEngine;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;

/**
 * Generated bodies, and a few reads, at every endpoint of a running engine. {@code -Dfuzz.seed=}
 * makes others than usual.
 */
@SuppressWarnings("NullAway.Init") // set before the test
class FuzzTest {
  private static final int THREADS = 4;
  private static final long USUAL_SEED = 20_261_123;
  private static final int PATIENT_EXAMS_EACH = 6;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private static Path data;
  private static TestSandbox sandbox;
  private static TestEngine engine;
  private static Journeys journeys;
  private static Deliveries deliveries;

  @BeforeAll
  static void start() throws Exception {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    Path config =
        TestConfig.copy(
            data,
            Map.of(
                "/provider/callsPerSecond",
                100,
                "/logging/level",
                "ERROR",
                "/webhook/unknownTokensPerMinute",
                1_000_000));
    engine = TestEngine.start(config, data.resolve("engine"), 0, sandbox.url());
    journeys = new Journeys(engine.operations());
    deliveries = new Deliveries(engine.operations());
  }

  @AfterAll
  static void stop() throws Exception {
    engine.close();
    sandbox.close();
  }

  @Test
  void two_thousand_requests_fail_nothing_and_the_next_order_is_served() throws Exception {
    send("few", 500);
  }

  @Test
  @Tag("endurance")
  void twenty_two_thousand_requests_fail_nothing_and_the_next_order_is_served() throws Exception {
    send("many", 5_500);
  }

  private static void send(String orders, int requestsEach) throws Exception {
    long seed = Long.getLong("fuzz.seed", USUAL_SEED);
    List<Fuzzer> fuzzers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      List<TestPatientExam> exams = patientExams(orders + "-" + i);
      fuzzers.add(new Fuzzer(engine.url(), engine.keys(), seed + i, exams));
    }
    runAll(fuzzers, requestsEach);

    assertThat(fuzzers).as("seed %d", seed).flatExtracting(Fuzzer::wrongs).isEmpty();
    assertThat(fuzzers)
        .as("every kind of answer")
        .flatExtracting(fuzzer -> fuzzer.answers().keySet())
        .contains(200, 201, 400, 404, 422);
    for (Fuzzer fuzzer : fuzzers) {
      for (String journey : fuzzer.accepted()) {
        assertThat(journeys.get(journey).path("journeyId").asText()).isEqualTo(journey);
      }
    }
    awaitAllRelayed();
    for (Fuzzer fuzzer : fuzzers) {
      for (TestPatientExam exam : fuzzer.exams()) {
        assertHeardOnlyOfItself(exam, fuzzer, seed);
      }
    }
    aGoodOrderIsServed(orders + "-good");
  }

  /** Applied deliveries came with its own token and name no other patient exam. */
  private static void assertHeardOnlyOfItself(TestPatientExam exam, Fuzzer fuzzer, long seed)
      throws IOException {
    String journey = exam.journey();
    JsonNode found = journeys.get(journey);
    String decision = found.path("facets").path("decision").asText();
    assertThat(decision.equals("APPROVED") && !fuzzer.hasApproved(exam))
        .as("seed %d: %s was approved without an approval", seed, journey)
        .isFalse();
    assertThat(found.path("timeline").findValuesAsText("patientExamId"))
        .as("seed %d: patient exams in the timeline of %s", seed, journey)
        .contains(exam.patientExamId())
        .doesNotContainAnyElementsOf(fuzzer.patientExamsBeside(exam));
    JsonNode applied = deliveries.page("limit=500&journey=" + journey).path("deliveries");
    assertThat(applied.findValuesAsText("meetingId"))
        .as("seed %d: tokens of deliveries applied to %s", seed, journey)
        .isNotEmpty()
        .containsOnly(journey);
  }

  /** Invited, and left undecided. */
  private static List<TestPatientExam> patientExams(String orders) throws IOException {
    for (int i = 0; i < PATIENT_EXAMS_EACH; i++) {
      journeys.post(TestOrders.order(orders + "-" + i, "Waiting", 5101));
    }
    List<TestPatientExam> exams = new ArrayList<>();
    for (int i = 0; i < PATIENT_EXAMS_EACH; i++) {
      String journey = "juniper:" + orders + "-" + i + ":5101";
      journeys.awaitStage(journey, "AWAITING_CONSULTATION");
      exams.add(
          new TestPatientExam(
              journey,
              5101,
              sandbox.patientExam(journey, 5101),
              sandbox.webhook(journey).getPath()));
    }
    return exams;
  }

  private static void runAll(List<Fuzzer> fuzzers, int requestsEach) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Fuzzer>> work = new ArrayList<>();
      fuzzers.forEach(fuzzer -> work.add(() -> fuzzer.send(requestsEach)));
      for (Future<Fuzzer> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Only then is it known what a delivery did. */
  private static void awaitAllRelayed() {
    await("every delivery to reach its journey")
        .atMost(Patience.of(LONGEST))
        .until(() -> isEmpty("state=RECEIVED") && isEmpty("state=SIGNALLED"));
  }

  private static boolean isEmpty(String query) throws IOException {
    JsonNode page = deliveries.page("limit=1&" + query).path("deliveries");
    return page.isArray() && page.isEmpty();
  }

  private static void aGoodOrderIsServed(String order) throws IOException {
    String journey = "juniper:" + order + ":5101";
    journeys.post(TestOrders.order(order, "Waiting", 5101));
    journeys.awaitStage(journey, "AWAITING_CONSULTATION");
    sandbox.decide(sandbox.patientExam(journey, 5101), "Approved");
    journeys.awaitStage(journey, "APPROVED");
  }
}
