package org.patientjourney.activities.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.IncidentRow.IncidentStatus;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Three senders wait for one cause; the one that has waited longest finds out whether it is gone.
 */
class ProbeTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final HoldReason CAUSE = HoldReason.KEY_REFUSED;
  private static final JourneyId FIRST = new JourneyId("juniper:WC-3:5101");
  private static final JourneyId SECOND = new JourneyId("juniper:WC-2:5101");
  private static final JourneyId THIRD = new JourneyId("juniper:WC-1:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestIncidents incidents = new TestIncidents(engine);

  @BeforeEach
  void hold() {
    assertThat(incidents.held("WC-3", CAUSE)).isEqualTo(FIRST);
    assertThat(incidents.held("WC-2", CAUSE)).isEqualTo(SECOND);
    assertThat(incidents.held("WC-1", CAUSE)).isEqualTo(THIRD);
    incidents.service().resolve(1, TestIncidents.command("r-1"));
  }

  @Test
  void releases_only_the_journey_that_waited_longest() {
    assertReleased(FIRST);
    assertThat(incidents.incident(1).status()).isEqualTo(IncidentStatus.PROBING);
    assertThat(incidents.incident(1).probeJourneyId()).isEqualTo(FIRST);
  }

  @Test
  void a_release_names_the_hold_and_who_resolved_the_incident() {
    String payload = DATABASE.texts("select payload from outbox where kind = 'COMMAND'").get(0);

    JourneyCommand release = StoredJson.read(payload, JourneyCommand.class);
    assertThat(release.origin().id()).startsWith("incident-1-");
    Origin origin = new Origin(release.origin().id(), "olivia", "incident-1 is resolved");
    assertThat(release).isEqualTo(new Release(origin, CAUSE));
  }

  @Test
  void a_sent_probe_releases_all_others_once_and_ends_the_incident() {
    incidents.probeSent(FIRST);
    incidents.probeSent(FIRST);

    assertReleased(FIRST, SECOND, THIRD);
    IncidentRow over = incidents.incident(1);
    assertThat(over.status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(over.resolvedAt()).isEqualTo(engine.clock().instant());
    assertThat(over.resolvedBy()).isEqualTo("olivia");
    assertThat(over.probeJourneyId()).isNull();
  }

  @Test
  void ignores_an_invite_of_a_journey_that_is_not_the_probe() {
    String before = DATABASE.dump();

    incidents.probeSent(SECOND);
    incidents.probeRefused(SECOND, HoldReason.NEEDS_INPUT);
    incidents.probeUnanswered(SECOND);

    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void a_journey_that_is_closed_or_not_held_any_more_is_not_released() {
    TestRecords.close(engine, SECOND);
    TestRecords.merge(engine, THIRD, new Release(TestIncidents.command("by-hand"), CAUSE));

    incidents.probeSent(FIRST);

    assertReleased(FIRST);
  }

  @Test
  void a_journey_that_another_cause_holds_meanwhile_is_not_released() {
    TestRecords.merge(engine, SECOND, new Release(TestIncidents.command("by-hand"), CAUSE));
    incidents.join(HoldReason.AGREEMENTS_UNSIGNED, SECOND);
    incidents.hold(HoldReason.AGREEMENTS_UNSIGNED, SECOND);

    incidents.probeSent(FIRST);

    assertReleased(FIRST, THIRD);
  }

  @Test
  void releases_only_the_sender_of_a_meeting() {
    JourneyId sender = engine.accept(TestOrders.withExams("WC-0", 5101, 5102)).get(0);
    JourneyId other = new JourneyId("juniper:WC-0:5102");
    incidents.join(CAUSE, sender, other);
    incidents.hold(CAUSE, sender);
    incidents.hold(CAUSE, other);

    incidents.probeSent(FIRST);

    assertReleased(FIRST, SECOND, THIRD, sender);
  }

  @ParameterizedTest
  @EnumSource(names = {"KEY_REFUSED", "AGREEMENTS_UNSIGNED"})
  void a_probe_refused_for_a_cause_of_incidents_releases_no_other_journey(HoldReason refusal) {
    incidents.probeRefused(FIRST, refusal);

    assertReleased(FIRST);
    assertThat(incidents.incident(1).status()).isEqualTo(IncidentStatus.OPEN);
    assertThat(incidents.incident(1).probeJourneyId()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"NEEDS_INPUT", "UNAUTHORIZED"})
  void a_probe_refused_for_another_reason_is_followed_by_the_next_probe(HoldReason refusal) {
    incidents.probeRefused(FIRST, refusal);

    assertReleased(FIRST, SECOND);
    assertThat(incidents.incident(1).status()).isEqualTo(IncidentStatus.PROBING);
    assertThat(incidents.incident(1).probeJourneyId()).isEqualTo(SECOND);
  }

  @Test
  void an_unanswered_probe_is_followed_by_the_next_and_not_released_again() {
    incidents.probeUnanswered(FIRST);
    incidents.probeSent(SECOND);

    assertReleased(FIRST, SECOND, THIRD);
  }

  @Test
  void a_probe_whose_journey_is_closed_is_followed_by_the_next() {
    TestRecords.close(engine, FIRST);

    assertReleased(FIRST, SECOND);
    assertThat(incidents.incident(1).probeJourneyId()).isEqualTo(SECOND);
  }

  @Test
  void resolves_the_incident_without_a_probe_left() {
    incidents.probeUnanswered(FIRST);
    incidents.probeUnanswered(SECOND);
    incidents.probeUnanswered(THIRD);

    assertReleased(FIRST, SECOND, THIRD);
    assertThat(incidents.incident(1).status()).isEqualTo(IncidentStatus.RESOLVED);
  }

  @Test
  void keeps_the_alarm_of_a_refused_probe_if_no_probe_succeeds() {
    incidents.probeRefused(FIRST, HoldReason.NEEDS_INPUT);
    incidents.probeUnanswered(SECOND);
    incidents.probeRefused(THIRD, HoldReason.NEEDS_INPUT);

    assertThat(incidents.incident(1).status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(openAlarms())
        .containsExactly(
            "INCIDENT_PROBE_FAILED " + FIRST + " incident-1-1",
            "INCIDENT_PROBE_FAILED " + THIRD + " incident-1-1");
  }

  @Test
  void a_successful_probe_closes_the_alarms_of_refused_probes() {
    incidents.probeRefused(FIRST, HoldReason.NEEDS_INPUT);
    incidents.probeSent(SECOND);

    assertThat(openAlarms()).isEmpty();
  }

  @Test
  void resolving_without_a_held_journey_closes_the_alarms_of_the_previous_round() {
    incidents.probeRefused(FIRST, CAUSE);
    assertThat(openAlarms()).hasSize(2);
    TestRecords.close(engine, FIRST);
    TestRecords.close(engine, SECOND);
    TestRecords.close(engine, THIRD);

    incidents.service().resolve(1, TestIncidents.command("r-2"));

    assertThat(incidents.incident(1).status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(openAlarms()).isEmpty();
  }

  @Test
  void the_next_round_begins_with_the_longest_waiting_again() {
    incidents.probeRefused(FIRST, CAUSE);

    incidents.service().resolve(1, TestIncidents.command("r-2"));

    assertReleased(FIRST, FIRST);
    assertThat(
            DATABASE.texts(
                "select payload->'origin'->>'id' from outbox where kind = 'COMMAND' order by id"))
        .as("a journey may be released more than once")
        .doesNotHaveDuplicates();
  }

  @Test
  void releases_a_hold_that_is_recorded_after_its_incident_was_resolved() {
    JourneyId late = engine.accept(TestOrders.withExams("WC-4", TestOrders.FILLER)).get(0);
    incidents.join(CAUSE, late);
    incidents.probeSent(FIRST);
    assertReleased(FIRST, SECOND, THIRD);

    incidents.hold(CAUSE, late);

    assertReleased(FIRST, SECOND, THIRD, late);
  }

  private static List<String> openAlarms() {
    return DATABASE.texts(
        """
        select kind || ' ' || coalesce(journey_id, '-') || ' ' || subject from alarm
        where acknowledged_at is null order by alarm_id
        """);
  }

  private static void assertReleased(JourneyId... journeys) {
    assertThat(TestIncidents.released(DATABASE))
        .extracting(JourneyId::new)
        .containsExactly(journeys);
  }
}
