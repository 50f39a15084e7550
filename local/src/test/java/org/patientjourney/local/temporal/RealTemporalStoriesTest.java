package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.io.IOException;
import java.nio.file.Path;
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

/** The engine's everyday stories on a real Temporal server. */
@Tag("real-temporal")
class RealTemporalStoriesTest {
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
  void runs_are_found_by_their_stage() throws Exception {
    journeys.post(TestOrders.order("found", "Waiting", 5101));
    journeys.awaitStage("juniper:found:5101", "AWAITING_CONSULTATION");
    String query = "JourneyStage = 'AWAITING_CONSULTATION' and WorkflowId = 'juniper:found:5101'";
    await().until(() -> system.temporal().listExecutions(query).count() == 1);
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
    new Incidents(system.operations()).resolve("juniper", "c-1");
    journeys.awaitStage("juniper:held:5101", "APPROVED");
    assertThat(system.sandbox().invites("juniper:held:5101")).hasSize(1);
  }
}
