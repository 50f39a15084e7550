package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.record.OutboxRow;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.OutboxRelay;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;

/** The start of a journey in a record that was restored to before its run. */
class RestoredStartTest {
  @TempDir private static Path data;
  private static LoneRecord theRecord;
  private static InProcessEngine temporal;
  private static WorkflowClient client;
  private static RunningJourneys running;

  @BeforeAll
  static void start() throws Exception {
    theRecord = new LoneRecord(data);
    temporal = new InProcessEngine();
    client = WorkflowClient.newInstance(temporal.stubs(), temporal.clientOptions().build());
    running = new RunningJourneys(client);
  }

  @AfterAll
  static void stop() throws Exception {
    client.getWorkflowServiceStubs().shutdownNow();
    temporal.close();
    theRecord.close();
  }

  @Test
  void a_journey_whose_run_has_ended_gets_no_other_one() {
    JourneyId journey = theRecord.accept("ended");
    running.start(journey);
    client.newUntypedWorkflowStub(journey.value()).terminate("as one that was closed");

    handleDue();

    assertThat(running.presence(journey)).isEqualTo(Presence.NONE);
    assertThat(theRecord.alarms(journey))
        .containsExactly(tuple(AlarmKind.RUN_DIVERGED, "ended-run"));
  }

  @Test
  void a_journey_whose_run_goes_on_keeps_it() {
    JourneyId journey = theRecord.accept("runs");
    running.start(journey);

    handleDue();

    assertThat(running.presence(journey)).isEqualTo(Presence.RUNNING);
    assertThat(theRecord.alarms(journey)).isEmpty();
  }

  @Test
  void a_journey_that_a_run_has_claimed_is_started_again() {
    JourneyId journey = theRecord.accept("claimed");
    running.start(journey);
    client.newUntypedWorkflowStub(journey.value()).terminate("as one that was closed");
    theRecord
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update journey set claimed_by = 'ended' where journey_id = ?",
                    journey.value()));

    handleDue();

    assertThat(running.presence(journey)).isEqualTo(Presence.RUNNING);
    assertThat(theRecord.alarms(journey)).isEmpty();
  }

  private static void handleDue() {
    JourneyCommands commands =
        new JourneyCommands(client, running, Duration.ofSeconds(5), new SimpleMeterRegistry());
    OutboxRelay relay =
        new OutboxRelay(theRecord.jdbi(), running, commands, () -> LoneRecord.ORDERED_AT);
    for (OutboxRow row : relay.claimDue(LoneRecord.ORDERED_AT, Duration.ofSeconds(5), 100)) {
      relay.handle(row);
    }
  }
}
