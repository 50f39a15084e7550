package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowInteractionDefinition;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Incidents;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.engine.EngineOptions;
import org.patientjourney.local.system.LocalKeys;

/** The engine's everyday stories on a real Temporal server. */
@Tag("real-temporal")
@Tag("cluster")
class RealTemporalStoriesTest {
  /** The encoding binary/encrypted, as the CLI prints it: in base64. */
  private static final String ENCRYPTED = "YmluYXJ5L2VuY3J5cHRlZA==";

  @TempDir private static Path data;
  private static RealSystem system;
  private static Journeys journeys;

  @BeforeAll
  static void start() throws Exception {
    system = new RealSystem(data);
    system.up("--engine", "dev");
    journeys = system.journeys();
  }

  @AfterAll
  static void stop() throws Exception {
    system.close();
  }

  @AfterEach
  void disarm() throws IOException {
    system.sandbox().disarm();
  }

  @Test
  void an_approved_exam_ends_its_run() throws Exception {
    journeys.post(TestOrders.order("good", "Approve", 5101));
    journeys.awaitStage("juniper:good:5101", "APPROVED");
    assertThat(system.sandbox().invites("juniper:good:5101")).hasSize(1);
    await()
        .until(
            () ->
                system.status("good")
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void a_waiting_journey_is_listed_by_stage_owner_clinic_and_next_due_time() throws Exception {
    journeys.post(TestOrders.order("found", "Waiting", 5101));
    journeys.awaitStage("juniper:found:5101", "AWAITING_CONSULTATION");
    awaitListed("juniper:found:5101", "JourneyStage = 'AWAITING_CONSULTATION'");
    awaitListed("juniper:found:5101", "JourneyOwner = 'PATIENT' and JourneyClinic = 'juniper'");
    awaitListed(
        "juniper:found:5101",
        "JourneyNextDue > '2026-01-01T00:00:00Z' and JourneyNextDue < '2099-01-01T00:00:00Z'");
  }

  /** The client of this test has no key. */
  @Test
  void operations_read_without_a_key_what_a_journey_is_and_waits_for() throws Exception {
    journeys.post(TestOrders.order("readable", "Waiting", 5101));
    journeys.awaitStage("juniper:readable:5101", "AWAITING_CONSULTATION");
    WorkflowStub run = system.temporal().newUntypedWorkflowStub("juniper:readable:5101");

    assertThat(run.describe().getStaticSummary())
        .isEqualTo("patient journey juniper:readable:5101");
    assertThat(run.describe().getStaticDetails())
        .contains("the exam *GFE: Neurotoxin & Filler*", "POST /journeys/{id}/commands");
    await()
        .untilAsserted(
            () ->
                assertThat(timerSummaries("juniper:readable:5101"))
                    .anyMatch(summary -> summary.startsWith("reminder to the patient on ")));
    WorkflowMetadata metadata =
        run.query("__temporal_workflow_metadata", WorkflowMetadata.class, new Object[0]);
    assertThat(metadata.getCurrentDetails())
        .contains("Stage: AWAITING_CONSULTATION", "Owner: PATIENT", "Holds: none");
    assertThat(metadata.getDefinition().getSignalDefinitionsList())
        .extracting(WorkflowInteractionDefinition::getName)
        .contains("consultationCompleted", "prescriptionConfirmed", "shipmentTracked");
  }

  @Test
  void operations_read_a_journeys_history_with_the_temporal_cli() throws Exception {
    system.park("shown");
    String plain = show();
    String decoded =
        show(
            "--codec-endpoint",
            "http://127.0.0.1:" + system.ports().application() + "/codec",
            "--codec-auth",
            "Bearer " + LocalKeys.in(system.folder()).operations(),
            "--codec-header",
            "X-Purpose=a test");

    assertThat(plain).contains(ENCRYPTED);
    assertThat(decoded).contains("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED").doesNotContain(ENCRYPTED);
  }

  private static String show(String... codec) throws Exception {
    List<String> command = new ArrayList<>(List.of(EngineOptions.defaultCli(), "workflow", "show"));
    command.addAll(List.of("--address", "127.0.0.1:" + system.ports().temporal()));
    command.addAll(List.of("--workflow-id", "juniper:shown:5101", "--output", "json"));
    command.addAll(List.of(codec));
    Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(cli.waitFor()).as(printed).isZero();
    return printed;
  }

  private static List<String> timerSummaries(String journey) {
    return system.temporal().fetchHistory(journey).getEvents().stream()
        .filter(HistoryEvent::hasTimerStartedEventAttributes)
        .map(event -> event.getUserMetadata().getSummary().getData().toStringUtf8())
        .map(quoted -> quoted.replace("\"", ""))
        .toList();
  }

  private static void awaitListed(String journey, String query) {
    String one = query + " and WorkflowId = '" + journey + "'";
    await().until(() -> system.temporal().listExecutions(one).count() == 1);
  }

  @Test
  void two_exams_share_an_invite_and_are_decided_separately() throws Exception {
    journeys.post(TestOrders.order("two", "Approve Reject", 5101, 5102));
    journeys.awaitStage("juniper:two:5101", "APPROVED");
    journeys.awaitStage("juniper:two:5102", "REJECTED");
    assertThat(system.sandbox().invites("juniper:two:5101")).hasSize(1);
  }

  @Test
  void an_unknown_invite_is_brought_back_by_its_webhook() throws Exception {
    system.sandbox().arm("error-500-after-success", 1);
    journeys.post(TestOrders.order("unknown", "Approve", 5101));
    journeys.awaitStage("juniper:unknown:5101", "APPROVED");
    assertThat(journeys.timeline("juniper:unknown:5101")).contains("INVITE_UNKNOWN");
    assertThat(system.sandbox().invites("juniper:unknown:5101")).hasSize(1);
  }

  @Test
  void an_invite_that_an_incident_held_is_sent_when_it_is_over() throws Exception {
    system.sandbox().arm("provider-not-configured", 1);
    journeys.post(TestOrders.order("held", "Approve", 5101));
    journeys.awaitHold("juniper:held:5101", "PROVIDER_NOT_CONFIGURED");
    awaitListed("juniper:held:5101", "JourneyHolds = 'PROVIDER_NOT_CONFIGURED'");
    new Incidents(system.operations()).resolve("juniper", "c-1");
    journeys.awaitStage("juniper:held:5101", "APPROVED");
    assertThat(system.sandbox().invites("juniper:held:5101")).hasSize(1);
  }
}
