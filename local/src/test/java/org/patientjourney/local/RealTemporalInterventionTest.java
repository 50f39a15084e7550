package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to a run in the Temporal UI does not reach the record. */
@Tag("real-temporal")
class RealTemporalInterventionTest {
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
  void a_reset_behind_the_claim_is_an_alarm_and_a_fresh_run_goes_on() throws Exception {
    system.park("later");
    String run = system.runId("later");
    system.reset("later", 1);
    await().until(() -> system.door().get("/alarms").body().toString().contains("RUN_DIVERGED"));
    system.approve("later");
    assertThat(system.runId("later")).isNotEqualTo(run);
    assertThat(journeys.count("juniper:later:5101", "INVITE_SENDING")).isEqualTo(1);
  }

  @Test
  void a_terminated_run_leaves_its_journey_open_and_a_rebuild_goes_on() throws Exception {
    system.park("terminated");
    system.terminate("terminated");
    assertThat(system.status("terminated"))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    assertThat(system.sandbox().deliver(system.decide("terminated", "Approved"), 1))
        .containsExactly(200);
    assertThat(journeys.get("juniper:terminated:5101").path("open").asBoolean()).isTrue();

    system.down();
    system.up("--engine", "dev", "--rebuild");
    journeys.awaitStage("juniper:terminated:5101", "APPROVED");
    assertThat(system.sandbox().invites("juniper:terminated:5101")).hasSize(1);
  }
}
