package org.patientjourney.local.temporal;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.DynamicWorkflow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Patience;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestOrders;

/** Follow-ups whose runs were ended, paused and wedged on a real server, among some that wait. */
@Tag("real-temporal")
class RealTemporalCertificateTest {
  private static final String FAILING = "failing";

  @TempDir private Path data;

  @Test
  void names_the_runs_that_were_ended_paused_and_wedged_and_no_other() throws Exception {
    try (RealSystem system = new RealSystem(data)) {
      system.up("--engine", "dev", "--temporal-cli", RealSystem.cliThatMayPause(data).toString());
      for (String order : List.of("waits", "ended", "paused", "stuck", "waits-too")) {
        approve(system, order);
      }
      WorkflowClient client = system.temporal();
      client.newUntypedWorkflowStub(followUp("ended")).terminate("a test ends it");
      system.pauseRun(followUp("paused"));
      WorkerFactory failing = wedge(client, followUp("stuck"));
      try {
        // A run that has recorded within the last minute is left alone.
        await()
            .atMost(Patience.USUAL.plus(Duration.ofMinutes(2)))
            .pollInterval(Duration.ofSeconds(2))
            .until(() -> check(system).path("named").size() == 3);
        TreeMap<String, String> named = new TreeMap<>();
        check(system)
            .path("named")
            .forEach(
                each ->
                    named.put(
                        each.path("followUpJourneyId").asText(), each.path("findings").toString()));
        assertThat(named)
            .containsOnly(
                entry(followUp("ended"), "[\"RUN_MISSING\"]"),
                entry(followUp("paused"), "[\"RUN_PAUSED\"]"),
                entry(followUp("stuck"), "[\"RUN_STUCK\"]"));
      } finally {
        failing.shutdownNow();
      }
    }
  }

  private static void approve(RealSystem system, String order) throws IOException {
    Journeys journeys = system.journeys();
    journeys.post(TestOrders.packageOrder("cedar", order, "Waiting"));
    String visit = "cedar:" + order + ":5204";
    journeys.awaitInvited(visit);
    system.sandbox().decide(system.sandbox().patientExam(visit, 5204), "Approved");
    journeys.awaitStage(followUp(order), "AWAITING_DUE");
    await("its run, which the relay starts, and its timer")
        .atMost(Patience.USUAL)
        .ignoreException(StatusRuntimeException.class)
        .until(
            () ->
                system
                    .temporal()
                    .fetchHistory(followUp(order))
                    .getHistory()
                    .toString()
                    .contains("EVENT_TYPE_TIMER_STARTED"));
  }

  /** Its run is replaced by one that no worker can execute. */
  private static WorkerFactory wedge(WorkflowClient client, String journey) {
    client.newUntypedWorkflowStub(journey).terminate("a test wedges it");
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory
        .newWorker(FAILING)
        .registerWorkflowImplementationFactory(
            DynamicWorkflow.class,
            () ->
                arguments -> {
                  throw new IllegalStateException("a build that cannot execute the run");
                });
    factory.start();
    client
        .newUntypedWorkflowStub(
            "PatientJourney",
            WorkflowOptions.newBuilder()
                .setWorkflowId(journey)
                .setTaskQueue(FAILING)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .build())
        .start(journey);
    return factory;
  }

  private static JsonNode check(RealSystem system) throws IOException {
    LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
    return system
        .operations()
        .get("/follow-ups/certificate/check?period=" + today + ".." + today.plusDays(40))
        .success();
  }

  private static String followUp(String order) {
    return "cedar:" + order + ":5204:follow-up";
  }
}
