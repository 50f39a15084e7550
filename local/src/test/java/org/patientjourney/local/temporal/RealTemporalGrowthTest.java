package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dropwizard.logging.common.BootstrapLogging;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.client.WorkflowExecutionMetadata;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Patience;
import org.patientjourney.local.RawHistory;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.http.JsonClient;
import org.slf4j.LoggerFactory;

/**
 * A journey of which the provider never stops to report. {@code -Djourney.facts=10000} measures;
 * docs/performance.md has the figure.
 */
@Tag("real-temporal")
class RealTemporalGrowthTest {
  private static final int FACTS = Integer.getInteger("journey.facts", 500);
  private static final int AT_ONCE = 16;
  private static final Duration PATIENCE = Patience.USUAL.multipliedBy(10);
  private static final String JOURNEY = "juniper:endless:5101";

  /** A server ends a run whose command carries 2 MB: a quarter of that. */
  private static final int LARGEST_PAYLOAD = 500_000;

  @Test
  void a_flood_of_events_leaves_a_run_that_still_decides_and_starts_anew(@TempDir Path data)
      throws Exception {
    BootstrapLogging.bootstrap(Level.INFO);
    try (RealSystem system = new RealSystem(data)) {
      system.up("--engine", "dev");
      system.park("endless");
      long began = System.nanoTime();
      post(system);
      Deliveries deliveries = new Deliveries(system.operations());
      for (String state : List.of("RECEIVED", "SIGNALLED")) {
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> deliveries.page("limit=1&state=" + state).path("deliveries").isEmpty());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      LoggerFactory.getLogger(getClass()).info("{} events applied in {}", FACTS, took);
      system.decide("endless", "Approved");
      Journeys journeys = system.journeys();
      journeys.awaitDecision(JOURNEY, "APPROVED");
      assertThat(runs(system))
          .extracting(WorkflowExecutionMetadata::getStatus)
          .allMatch(
              status ->
                  status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                      || status
                          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW);
      assertSmall(system);
      assertNoTaskGotTooManySignals(system);

      system.terminate("endless");
      Operator operator = new Operator(system.operations());
      await()
          .atMost(Patience.USUAL)
          .until(() -> operator.give(JOURNEY, "restart", Operator.words("c-1")).status() == 202);
      await()
          .atMost(Patience.USUAL)
          .until(() -> operator.release(JOURNEY, "TOO_MANY_EVENTS", "c-2").status() == 200);
      assertThat(journeys.get(JOURNEY).path("holds").toString()).doesNotContain("TOO_MANY");
      assertSmall(system);
    }
  }

  private static void post(RealSystem system) throws Exception {
    String webhook = system.sandbox().webhook(JOURNEY).getPath();
    String exam = system.sandbox().patientExam(JOURNEY, 5101);
    JsonClient client = system.operations();
    ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < FACTS; i++) {
      byte[] body = body(exam, i).getBytes(StandardCharsets.UTF_8);
      answers.add(senders.submit(() -> client.post(webhook, body).status()));
    }
    for (Future<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(200);
    }
    senders.shutdown();
  }

  /** Each with content of its own. */
  private static String body(String exam, int number) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", number % 3 + 1)
        .put("exam_id", "5101")
        .put("patient_exam_id", exam)
        .put("exam_status", number % 3 == 0 ? "Missed" : "Approved")
        .put("reason", "of " + number)
        .put("prescription_id", "9001")
        .put("drug", "of " + number)
        .put("tracking_number", "1Z" + number)
        .toString();
  }

  private static List<WorkflowExecutionMetadata> runs(RealSystem system) {
    return system.temporal().listExecutions("WorkflowId = '" + JOURNEY + "'").toList();
  }

  private static void assertNoTaskGotTooManySignals(RealSystem system) {
    assertThat(runs(system))
        .flatMap(
            run ->
                system.temporal().fetchHistory(JOURNEY, run.getExecution().getRunId()).getEvents())
        .extracting(event -> event.getWorkflowTaskFailedEventAttributes().getCause())
        .doesNotContain(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND);
  }

  private static void assertSmall(RealSystem system) {
    assertThat(RawHistory.payloads(system.temporal().fetchHistory(JOURNEY).getHistory()))
        .isNotEmpty()
        .allSatisfy(
            found -> assertThat(found.payload().getSerializedSize()).isLessThan(LARGEST_PAYLOAD));
  }
}
