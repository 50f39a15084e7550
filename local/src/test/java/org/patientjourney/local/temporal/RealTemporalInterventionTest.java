package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.EarlierRecord;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Patience;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.http.JsonClient;

/** What an operator does to a run in the Temporal UI does not reach the record. */
@Tag("real-temporal")
@Tag("cluster")
class RealTemporalInterventionTest {
  @TempDir private static Path data;
  private static RealSystem system;
  private static Journeys journeys;

  @BeforeAll
  static void start() throws Exception {
    system = new RealSystem(data);
    system.up("--engine", "dev", "--temporal-cli", RealSystem.cliThatMayPause(data).toString());
    journeys = system.journeys();
  }

  @AfterAll
  static void stop() throws Exception {
    system.close();
  }

  @Test
  void a_reset_to_the_first_task_claims_the_journey_again() throws Exception {
    system.park("first");
    String run = system.runId("first");
    system.reset("first", 0);
    system.approve("first");
    assertThat(system.runId("first")).isNotEqualTo(run);
    assertThat(journeys.count("juniper:first:5101", "INVITE_SENDING")).isEqualTo(1);
  }

  @Test
  void a_reset_to_after_the_claim_raises_an_alarm_and_a_new_run_continues() throws Exception {
    system.park("later");
    String run = system.runId("later");
    system.reset("later", 1);
    await()
        .until(() -> system.operations().get("/alarms").body().toString().contains("RUN_DIVERGED"));
    system.approve("later");
    assertThat(system.runId("later")).isNotEqualTo(run);
    assertThat(journeys.count("juniper:later:5101", "INVITE_SENDING")).isEqualTo(1);
  }

  @Test
  void a_terminated_run_is_an_alarm_and_a_person_brings_it_back() throws Exception {
    String journey = "juniper:terminated:5101";
    system.park("terminated");
    String ended = system.runId("terminated");
    system.terminate("terminated");
    assertThat(system.status("terminated"))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    assertThat(system.sandbox().deliver(system.decide("terminated", "Approved"), 1))
        .containsExactly(200);
    await()
        .atMost(Patience.USUAL)
        .until(() -> system.operations().get("/alarms").body().toString().contains("RUN_MISSING"));
    assertThat(journeys.get(journey).path("open").asBoolean()).isTrue();
    assertThat(journeys.get(journey).at("/next/what").asText()).contains("no run in Temporal");
    assertThat(journeys.get(journey).at("/next/owner").asText()).isEqualTo("OPERATIONS");

    assertThat(
            system
                .operations()
                .post("/journeys/" + journey + "/commands", command("restart", "c-1"))
                .status())
        .isEqualTo(202);
    journeys.awaitStage(journey, "APPROVED");
    assertThat(system.runId("terminated")).isNotEqualTo(ended);
    assertThat(journeys.timeline(journey)).contains("RUN_RESTARTED");
    assertThat(system.sandbox().invites(journey)).hasSize(1);
  }

  @Test
  void a_paused_run_raises_an_alarm_refuses_commands_and_continues_when_unpaused()
      throws Exception {
    String journey = "juniper:paused:5101";
    system.park("paused");
    system.pause("paused");
    JsonClient.Answer refused =
        system.operations().post("/journeys/" + journey + "/commands", command("hold", "c-1"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("detail").asText()).contains("paused in Temporal: unpause it");
    assertThat(
            system
                .operations()
                .post("/journeys/" + journey + "/commands", command("restart", "c-2"))
                .status())
        .isEqualTo(409);
    await()
        .atMost(Patience.USUAL)
        .until(() -> journeys.get(journey).path("alarms").toString().contains("RUN_PAUSED"));
    assertThat(journeys.get(journey).path("alarms").toString()).doesNotContain("RUN_MISSING");
    assertThat(journeys.get(journey).at("/next/what").asText()).contains("paused in Temporal");

    system.unpause("paused");
    // 503 while Temporal is slow: the same command again.
    await()
        .atMost(Patience.USUAL)
        .until(
            () ->
                system
                        .operations()
                        .post("/journeys/" + journey + "/commands", command("hold", "c-1"))
                        .status()
                    == 200);
    await().atMost(Patience.USUAL).until(() -> journeys.get(journey).path("alarms").isEmpty());
  }

  @Test
  void a_record_that_lacks_what_its_run_knows_is_noticed_before_anything_happens_to_the_journey()
      throws Exception {
    String journey = "juniper:restored:5101";
    system.park("restored");
    EarlierRecord.restore(system.folder(), journey);

    await()
        .atMost(Patience.USUAL)
        .until(() -> journeys.get(journey).path("alarms").toString().contains("RUN_DIVERGED"));
    assertThat(journeys.get(journey).path("stage").asText()).isEqualTo("AWAITING_CONSULTATION");
    assertThat(system.sandbox().invites(journey)).hasSize(1);
  }

  @Test
  void a_running_journey_is_not_restarted() throws Exception {
    system.park("running");
    assertThat(
            system
                .operations()
                .post("/journeys/juniper:running:5101/commands", command("restart", "c-1"))
                .status())
        .isEqualTo(409);
  }

  @Test
  void a_cancelled_run_cancels_the_exam_at_the_provider_and_ends_as_cancelled() throws Exception {
    system.park("cancelled");
    system.cancel("cancelled");
    journeys.awaitStage("juniper:cancelled:5101", "CANCELLED");
    await()
        .until(
            () ->
                system.status("cancelled")
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(journeys.timeline("juniper:cancelled:5101")).contains("CANCEL_REQUESTED");
  }

  @Test
  void a_decision_that_was_faster_than_the_cancellation_wins() throws Exception {
    system.park("late");
    system.sandbox().arm("hold-events", -1);
    system.decide("late", "Approved");
    system.cancel("late");
    await().until(() -> journeys.timeline("juniper:late:5101").contains("CANCEL_REFUSED"));
    system.sandbox().disarm();
    journeys.awaitStage("juniper:late:5101", "APPROVED");
  }

  private static ObjectNode command(String command, String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("command", command)
        .put("commandId", id)
        .put("reason", "the run was ended by mistake");
  }
}
