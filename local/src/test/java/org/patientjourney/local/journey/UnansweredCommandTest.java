package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.RecordAndRuns;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.JourneyId;

/** A command that may be recorded without its run knowing of it (ADR 39). */
class UnansweredCommandTest {
  @RegisterExtension static final RecordAndRuns BOTH = new RecordAndRuns();

  private static final Instant ASKED = LoneRecord.ORDERED_AT.plusSeconds(30);

  @Test
  void the_run_of_a_command_without_an_answer_is_asked_once() {
    JourneyId journey = BOTH.started("unanswered");
    BOTH.running().start(journey);
    ask(journey, "c-1");

    assertThat(handleDue(ASKED.minusMillis(1))).isZero();
    assertThat(handleDue(ASKED)).isEqualTo(1);
    assertThat(handleDue(ASKED.plus(Duration.ofDays(1)))).isZero();
    assertThat(signals(journey)).containsExactly("recordRestored");
  }

  @Test
  void a_run_that_has_answered_is_not_asked() {
    JourneyId journey = BOTH.started("answered");
    BOTH.running().start(journey);
    BOTH.theRecord().journeys().answered(ask(journey, "c-1"));

    assertThat(handleDue(ASKED)).isZero();
    assertThat(signals(journey)).isEmpty();
  }

  /** The journey is closed in the record, and its run does not know it. */
  @Test
  void the_run_of_a_closed_journey_is_asked_too() {
    JourneyId journey = BOTH.started("closed");
    BOTH.running().start(journey);
    ask(journey, "c-1");
    BOTH.theRecord()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update journey set open = false, next_due_at = null where journey_id = ?",
                    journey.value()));

    assertThat(handleDue(ASKED)).isEqualTo(1);
    assertThat(signals(journey)).containsExactly("recordRestored");
  }

  @Test
  void a_journey_without_a_run_is_left_alone() {
    JourneyId journey = BOTH.started("none");
    ask(journey, "c-1");

    assertThat(handleDue(ASKED)).isEqualTo(1);
    assertThat(handleDue(ASKED.plus(Duration.ofDays(1)))).isZero();
    assertThat(BOTH.theRecord().alarms(journey)).isEmpty();
  }

  private static long ask(JourneyId journey, String command) {
    Origin origin = new Origin(command, "olivia", "the test says so");
    return BOTH.theRecord().journeys().askUnlessAnswered(journey, origin);
  }

  private static List<String> signals(JourneyId journey) {
    return BOTH.client().fetchHistory(journey.value()).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .map(event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName())
        .toList();
  }

  private static int handleDue(Instant now) {
    JourneyCommands commands =
        new JourneyCommands(
            BOTH.client(), BOTH.running(), Duration.ofSeconds(5), new SimpleMeterRegistry());
    OutboxRelay relay =
        new OutboxRelay(BOTH.theRecord().jdbi(), BOTH.running(), commands, () -> now);
    List<OutboxRow> due = relay.claimDue(now, Duration.ofSeconds(5), 100);
    due.forEach(relay::handle);
    return due.size();
  }
}
