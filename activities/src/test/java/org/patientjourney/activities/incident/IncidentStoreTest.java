package org.patientjourney.activities.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.IncidentDao.Found;
import org.patientjourney.activities.incident.IncidentRow.IncidentStatus;
import org.patientjourney.activities.incident.IncidentStore.Plan;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyId;

class IncidentStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final HoldReason CAUSE = HoldReason.KEY_REFUSED;
  private static final JourneyId FIRST = new JourneyId("juniper:WC-1:5101");
  private static final JourneyId SECOND = new JourneyId("juniper:WC-2:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestIncidents incidents = new TestIncidents(engine);
  private final IncidentStore service = incidents.service();

  @BeforeEach
  void hold() {
    incidents.held("WC-1", CAUSE);
    incidents.held("WC-2", CAUSE);
  }

  @Test
  void a_plan_says_what_resolving_would_do_and_changes_nothing() {
    String before = DATABASE.dump();

    Plan plan = service.plan(1).orElseThrow();

    assertThat(plan.probe()).isEqualTo(FIRST);
    assertThat(plan.waiting()).containsExactly(FIRST, SECOND);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void resolves_as_planned() {
    Plan planned = service.plan(1).orElseThrow();

    Plan done = service.resolve(1, TestIncidents.command("r-1")).orElseThrow();

    assertThat(done.probe()).isEqualTo(planned.probe());
    assertThat(done.waiting()).isEqualTo(planned.waiting());
    assertThat(done.incident().status()).isEqualTo(IncidentStatus.PROBING);
    assertThat(TestIncidents.released(DATABASE)).containsExactly(FIRST.value());
  }

  @Test
  void the_same_command_twice_is_one_round() {
    service.resolve(1, TestIncidents.command("r-1"));
    String before = DATABASE.dump();

    Plan again = service.resolve(1, TestIncidents.command("r-1")).orElseThrow();

    assertThat(again.probe()).isEqualTo(FIRST);
    assertThat(again.waiting()).isEmpty();
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void a_command_that_an_incident_had_before_its_latest_one_changes_nothing() {
    service.resolve(1, TestIncidents.command("r-1"));
    incidents.probeRefused(FIRST, CAUSE);
    service.resolve(1, TestIncidents.command("r-2"));
    incidents.probeRefused(FIRST, CAUSE);
    String before = DATABASE.dump();

    Plan again = service.resolve(1, TestIncidents.command("r-1")).orElseThrow();

    assertThat(again.incident().status()).isEqualTo(IncidentStatus.OPEN);
    assertThat(again.probe()).isNull();
    assertThat(again.waiting()).isEmpty();
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void the_same_command_eight_times_at_once_is_one_round() throws Exception {
    TestThreads.together(8, () -> service.resolve(1, TestIncidents.command("r-1")));

    assertThat(incidents.incident(1).rounds()).isEqualTo(1);
    assertThat(TestIncidents.released(DATABASE)).containsExactly(FIRST.value());
  }

  @Test
  void eight_commands_at_once_are_eight_rounds_one_after_the_other() throws Exception {
    AtomicInteger number = new AtomicInteger();

    TestThreads.together(
        8, () -> service.resolve(1, TestIncidents.command("r-" + number.incrementAndGet())));

    assertThat(incidents.incident(1).rounds()).isEqualTo(8);
    assertThat(TestIncidents.released(DATABASE)).hasSize(8).containsOnly(FIRST.value());
    assertThat(
            DATABASE.texts(
                "select distinct payload->'origin'->>'id' from outbox where kind = 'COMMAND'"))
        .hasSize(8);
  }

  @Test
  void resolving_during_a_probe_starts_another_round() {
    service.resolve(1, TestIncidents.command("r-1"));
    TestRecords.close(engine, FIRST);
    assertThat(incidents.incident(1).probeJourneyId()).isEqualTo(SECOND);

    Plan plan = service.resolve(1, TestIncidents.command("r-2")).orElseThrow();

    assertThat(plan.probe()).isEqualTo(SECOND);
    assertThat(incidents.incident(1).rounds()).isEqualTo(2);
  }

  @Test
  void resolves_at_once_without_a_held_journey() {
    TestRecords.close(engine, FIRST);
    TestRecords.close(engine, SECOND);
    assertThat(service.plan(1).orElseThrow().probe()).isNull();

    Plan plan = service.resolve(1, TestIncidents.command("r-1")).orElseThrow();

    assertThat(plan.probe()).isNull();
    assertThat(plan.incident().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(TestIncidents.released(DATABASE)).isEmpty();
  }

  @Test
  void a_resolved_incident_stays_resolved() {
    service.resolve(1, TestIncidents.command("r-1"));
    incidents.probeSent(FIRST);
    String before = DATABASE.dump();

    Plan plan = service.resolve(1, TestIncidents.command("r-2")).orElseThrow();

    assertThat(plan.incident().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(plan.waiting()).isEmpty();
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void an_incident_that_is_not_there_is_not_found() {
    assertThat(service.find(9)).isEmpty();
    assertThat(service.plan(9)).isEmpty();
    assertThat(service.resolve(9, TestIncidents.command("r-1"))).isEmpty();
  }

  @Test
  void stores_the_reason_encrypted() {
    service.resolve(1, TestIncidents.command("r-1"));

    byte[] words =
        DATABASE
            .owner()
            .withHandle(h -> h.select("select resolution from incident").mapTo(byte[].class).one());
    assertThat(
            engine.encryption().decryptText(Objects.requireNonNull(words), "incident.resolution:1"))
        .isEqualTo("the key was entered anew");
    assertThat(DATABASE.dump()).doesNotContain("entered anew");
  }

  @Test
  void lists_held_journeys_and_filters_by_clinic_and_state() {
    incidents.held("WC-3", HoldReason.AGREEMENTS_UNSIGNED);
    TestRecords.close(engine, SECOND);
    service.resolve(1, TestIncidents.command("r-1"));
    incidents.probeSent(FIRST);

    assertThat(causes(service.list(null, false)))
        .containsExactly(HoldReason.AGREEMENTS_UNSIGNED, CAUSE);
    assertThat(causes(service.list(null, true))).containsExactly(HoldReason.AGREEMENTS_UNSIGNED);
    assertThat(causes(service.list("juniper", true)))
        .containsExactly(HoldReason.AGREEMENTS_UNSIGNED);
    assertThat(service.list("willow", false)).isEmpty();
    assertThat(service.find(1).orElseThrow())
        .returns(2, IncidentDao.Found::journeys)
        .returns(1, IncidentDao.Found::held)
        .returns(0, IncidentDao.Found::releases);
    assertThat(service.plan(1).orElseThrow().waiting()).as("it is resolved").isEmpty();
  }

  @Test
  void an_incident_holds_its_own_journeys_for_its_own_cause_while_it_lasts() {
    assertThat(service.findHolding(FIRST, CAUSE)).isPresent();
    assertThat(service.findHolding(FIRST, HoldReason.AGREEMENTS_UNSIGNED)).isEmpty();
    assertThat(service.findHolding(new JourneyId("juniper:WC-9:5101"), CAUSE)).isEmpty();

    service.resolve(1, TestIncidents.command("r-1"));
    assertThat(service.findHolding(SECOND, CAUSE)).as("while it is probed").isPresent();

    incidents.probeSent(FIRST);
    assertThat(service.findHolding(SECOND, CAUSE)).isEmpty();
  }

  private static List<HoldReason> causes(List<Found> found) {
    return found.stream().map(each -> each.incident().cause()).toList();
  }
}
