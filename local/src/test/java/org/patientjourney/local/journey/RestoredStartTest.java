package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.record.OutboxRow;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.OutboxRelay;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.RecordAndRuns;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;

/** The start of a journey in a record that was restored to before its run. */
class RestoredStartTest {
  @RegisterExtension static final RecordAndRuns BOTH = new RecordAndRuns();

  @Test
  void a_journey_whose_run_has_ended_gets_no_other_one() {
    JourneyId journey = BOTH.theRecord().accept("ended");
    BOTH.running().start(journey);
    BOTH.client().newUntypedWorkflowStub(journey.value()).terminate("as one that was closed");

    handleDue();

    assertThat(BOTH.running().presence(journey)).isEqualTo(Presence.NONE);
    assertThat(BOTH.theRecord().alarms(journey))
        .containsExactly(tuple(AlarmKind.RUN_DIVERGED, "ended-run"));
  }

  @Test
  void a_journey_whose_run_goes_on_keeps_it() {
    JourneyId journey = BOTH.theRecord().accept("runs");
    BOTH.running().start(journey);

    handleDue();

    assertThat(BOTH.running().presence(journey)).isEqualTo(Presence.RUNNING);
    assertThat(BOTH.theRecord().alarms(journey)).isEmpty();
  }

  @Test
  void a_journey_that_a_run_has_claimed_is_started_again() {
    JourneyId journey = BOTH.theRecord().accept("claimed");
    BOTH.running().start(journey);
    BOTH.client().newUntypedWorkflowStub(journey.value()).terminate("as one that was closed");
    BOTH.theRecord()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update journey set claimed_by = 'ended' where journey_id = ?",
                    journey.value()));

    handleDue();

    assertThat(BOTH.running().presence(journey)).isEqualTo(Presence.RUNNING);
    assertThat(BOTH.theRecord().alarms(journey)).isEmpty();
  }

  /** Its invite and what else it knows is in the record then. */
  @Test
  void a_run_whose_claim_does_not_come_is_asked_for_what_it_knows() {
    JourneyId journey = BOTH.theRecord().accept("known");
    BOTH.running().start(journey);

    for (int minute = 0; minute < 4; minute++) {
      assertThat(signals(journey)).isEmpty();
      handleDue(LoneRecord.ORDERED_AT.plus(Duration.ofMinutes(minute)));
    }

    assertThat(signals(journey)).containsExactly("recordRestored");
  }

  private static List<String> signals(JourneyId journey) {
    return BOTH.client().fetchHistory(journey.value()).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .map(event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName())
        .toList();
  }

  private static void handleDue() {
    handleDue(LoneRecord.ORDERED_AT);
  }

  private static void handleDue(Instant now) {
    JourneyCommands commands =
        new JourneyCommands(
            BOTH.client(), BOTH.running(), Duration.ofSeconds(5), new SimpleMeterRegistry());
    OutboxRelay relay =
        new OutboxRelay(BOTH.theRecord().jdbi(), BOTH.running(), commands, () -> now);
    for (OutboxRow row : relay.claimDue(now, Duration.ofSeconds(5), 100)) {
      relay.handle(row);
    }
  }
}
