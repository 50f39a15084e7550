package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.sweep.Reconciler;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;

/** Open journeys and Temporal's runs, compared. */
class ReconcilerTest {
  private static final Duration SETTLED = Duration.ofMinutes(1);
  private static final Tuple MISSING = tuple(AlarmKind.RUN_MISSING, "no-run");

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
  void reports_an_open_journey_whose_run_was_terminated_once() {
    JourneyId ended = started("ended");
    JourneyId runs = started("runs");
    running.start(ended);
    running.start(runs);
    client.newUntypedWorkflowStub(ended.value()).terminate("by mistake");

    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(1));
    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(2));

    assertThat(theRecord.alarms(ended)).containsExactly(MISSING);
    assertThat(theRecord.alarms(runs)).isEmpty();
  }

  @Test
  void a_missing_run_is_no_longer_reported_when_it_is_there_again() {
    JourneyId back = started("back");
    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(1));
    assertThat(theRecord.alarms(back)).containsExactly(MISSING);

    running.start(back);
    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(2));
    assertThat(theRecord.alarms(back)).isEmpty();
  }

  @Test
  void an_alarm_that_was_acknowledged_comes_back_while_the_run_is_missing() {
    JourneyId missing = started("missing");
    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(1));
    theRecord.acknowledge(missing);
    assertThat(theRecord.alarms(missing)).isEmpty();

    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(2));
    assertThat(theRecord.alarms(missing)).containsExactly(MISSING);
  }

  @Test
  void reports_a_journey_that_temporal_does_not_know_once_it_has_settled() {
    JourneyId lost = started("lost");
    JourneyId waiting = theRecord.accept("waiting");

    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED));
    assertThat(theRecord.alarms(lost)).isEmpty();

    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(1));
    assertThat(theRecord.alarms(lost)).containsExactly(MISSING);
    assertThat(theRecord.alarms(waiting)).as("its start row waits").isEmpty();
  }

  /** As if a run had claimed it. */
  private static JourneyId started(String orderId) {
    JourneyId journey = theRecord.accept(orderId);
    theRecord
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update outbox set next_attempt_at = null, done_at = created_at"
                        + " where journey_id = ?",
                    journey.value()));
    return journey;
  }

  private static void reconcileAt(Instant now) {
    new Reconciler(theRecord.jdbi(), running, SETTLED, () -> now).run();
  }
}
