package org.patientjourney.activities.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.TestIncidents;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.metrics.RecordReading.RecordCount;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

class RecordReadingTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
  }

  @Test
  void an_empty_record_is_read_as_zeros() {
    DATABASE.change("truncate exam_order cascade");

    RecordReading none = reading();
    assertThat(none)
        .isEqualTo(
            new RecordReading(
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                0));
  }

  @Test
  void counts_deliveries_by_state_and_the_age_of_the_oldest_unapplied() {
    deliver();
    Instant second = deliver();
    deliver();
    DATABASE.change(
        "update webhook_delivery set state = 'APPLIED' where received_at <> '" + second + "'");
    engine.clock().advance(Duration.ofMinutes(11));

    assertThat(reading().deliveries()).containsOnly(count("APPLIED", 2), count("RECEIVED", 1));
    assertThat(reading().oldestUnapplied()).isEqualTo(Duration.ofMinutes(12));

    DATABASE.change("update webhook_delivery set state = 'SIGNALLED' where state = 'RECEIVED'");
    assertThat(reading().oldestUnapplied()).isEqualTo(Duration.ofMinutes(12));

    DATABASE.change("update webhook_delivery set state = 'LATE' where state = 'SIGNALLED'");
    assertThat(reading().oldestUnapplied()).isZero();
  }

  @Test
  void a_delivery_from_a_clock_that_is_ahead_is_new() {
    Instant received = deliver();

    assertThat(RecordReading.of(engine.jdbi(), received.minusSeconds(9)).oldestUnapplied())
        .isZero();
  }

  @Test
  void a_journey_waits_until_a_run_has_claimed_it() {
    engine.clock().advance(Duration.ofMinutes(11));
    assertThat(reading().oldestStart()).isEqualTo(Duration.ofMinutes(11));

    engine.claim(JOURNEY);
    assertThat(reading().oldestStart()).isZero();
  }

  @Test
  void counts_a_delivery_in_quarantine_until_it_is_assigned() {
    engine.webhooks().quarantine("192.0.2.7", new byte[] {1}, true);
    engine.webhooks().quarantine("192.0.2.8", new byte[] {2}, true);
    deliver();
    assertThat(reading().deliveries()).containsOnly(count("QUARANTINED", 2), count("RECEIVED", 1));
    assertThat(reading().oldestUnapplied()).as("waits for a person").isZero();
  }

  @Test
  void counts_an_unknown_invite_of_two_journeys_once() {
    List<JourneyId> journeys = engine.accept(TestOrders.withExams("WC-2", 5101, 5102));
    journeys.forEach(this::unknown);
    unknown(JOURNEY);
    assertThat(reading().unknownInvites()).isEqualTo(2);

    TestRecords.close(engine, JOURNEY);
    assertThat(reading().unknownInvites()).isEqualTo(1);
  }

  @Test
  void counts_overdue_obligations_by_the_clock_not_by_the_sweep() {
    TestRecords.merge(engine, JOURNEY);
    assertThat(reading().obligations()).containsExactly(count("INVITE", "OPEN", 1));
    assertThat(reading().overdueObligations()).isEmpty();

    engine.clock().advance(Duration.ofHours(2));
    assertThat(reading().obligations()).containsExactly(count("INVITE", "OPEN", 1));
    assertThat(reading().overdueObligations()).containsExactly(count("INVITE", 1));

    DATABASE.change("update obligation set status = 'OVERDUE'");
    assertThat(reading().overdueObligations()).containsExactly(count("INVITE", 1));

    DATABASE.change("update obligation set status = 'MET'");
    assertThat(reading().overdueObligations()).isEmpty();
    assertThat(reading().obligations()).containsExactly(count("INVITE", "MET", 1));
  }

  @Test
  void counts_holds_incidents_and_alarms_until_they_end() {
    TestIncidents incidents = new TestIncidents(engine);
    incidents.held("WC-3", HoldReason.KEY_REFUSED);
    incidents.held("WC-4", HoldReason.KEY_REFUSED);

    RecordReading held = reading();
    assertThat(held.holds()).containsExactly(count("KEY_REFUSED", 2));
    assertThat(held.incidents()).containsExactly(count("KEY_REFUSED", "OPEN", 1));
    assertThat(held.alarms()).containsExactly(count("INCIDENT_OPEN", 1));
    assertThat(held.openJourneys()).containsOnly(count("ORDERED", 1), count("HELD", 2));

    DATABASE.change("update incident set status = 'RESOLVED'");
    DATABASE.change("update alarm set acknowledged_at = since");
    TestRecords.close(engine, new JourneyId("juniper:WC-3:5101"));
    RecordReading over = reading();
    assertThat(over.holds()).containsExactly(count("KEY_REFUSED", 1));
    assertThat(over.incidents()).isEmpty();
    assertThat(over.alarms()).isEmpty();
    assertThat(over.openJourneys()).containsOnly(count("ORDERED", 1), count("HELD", 1));

    DATABASE.change("update journey set open = false");
    assertThat(reading().holds()).isEmpty();
    assertThat(reading().openJourneys()).isEmpty();
  }

  @Test
  void a_missing_run_counts_until_its_alarm_is_acknowledged_or_its_journey_closed() {
    raise(AlarmKind.RUN_MISSING);
    raise(AlarmKind.NEXT_STEP_OVERDUE);
    assertThat(reading().missingRuns()).isEqualTo(1);

    DATABASE.change("update journey set open = false");
    assertThat(reading().missingRuns()).isZero();

    DATABASE.change("update journey set open = true");
    assertThat(reading().missingRuns()).isEqualTo(1);

    DATABASE.change("update alarm set acknowledged_at = since");
    assertThat(reading().missingRuns()).isZero();
  }

  @Test
  void counts_a_state_that_only_a_newer_instance_knows() {
    DATABASE.change("update journey set holds = '{NOT_THOUGHT_OF_YET}'");

    assertThat(reading().holds()).containsExactly(count("NOT_THOUGHT_OF_YET", 1));
  }

  @Test
  void all_numbers_are_of_one_instant() throws Exception {
    CompletableFuture<RecordReading> reading =
        DATABASE
            .owner()
            .inTransaction(
                handle -> {
                  handle.execute("lock table incident in access exclusive mode");
                  CompletableFuture<RecordReading> started =
                      CompletableFuture.supplyAsync(this::reading);
                  DATABASE.awaitBlockedStatement();
                  engine.accept(TestOrders.withExams("WC-5", 5101));
                  return started;
                });

    assertThat(reading.get(20, TimeUnit.SECONDS).openJourneys())
        .containsExactly(count("ORDERED", 1));
    assertThat(reading().openJourneys()).containsExactly(count("ORDERED", 2));
  }

  private RecordReading reading() {
    return RecordReading.of(engine.jdbi(), engine.clock().instant());
  }

  /** A minute after all before. */
  private Instant deliver() {
    engine.clock().advance(Duration.ofMinutes(1));
    engine.deliver(engine.attemptOf(MeetingId.sentBy(JOURNEY)), new byte[] {'{', '}'}, false, 2L);
    return engine.clock().instant();
  }

  private void unknown(JourneyId journey) {
    TestRecords.merge(engine, journey, InviteAnswer.unknown(1, engine.clock().instant()));
  }

  private void raise(AlarmKind kind) {
    engine
        .jdbi()
        .useTransaction(
            handle ->
                AlarmStore.raise(
                    handle, JOURNEY, new Alarm(kind, "run-1"), engine.clock().instant()));
  }

  private static RecordCount count(String name, long rows) {
    return count(name, null, rows);
  }

  private static RecordCount count(String name, @Nullable String detail, long rows) {
    return new RecordCount(name, detail, rows);
  }
}
