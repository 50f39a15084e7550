package org.patientjourney.activities.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

class AlarmStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Alarm INCIDENT = new Alarm(AlarmKind.INCIDENT_OPEN, "incident-1");
  private static final Alarm MISSING = new Alarm(AlarmKind.RUN_MISSING, "run");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final AlarmStore service =
      new AlarmStore(engine.jdbi(), engine.encryption(), engine.clock());
  private final Instant since = engine.clock().instant();

  @BeforeEach
  void raiseWithoutJourney() {
    raise(null, INCIDENT);
  }

  @Test
  void an_alarm_without_a_journey_is_raised_once_while_it_is_open() throws Exception {
    TestThreads.together(
        8,
        () -> {
          raise(null, INCIDENT);
          return true;
        });

    assertThat(all())
        .containsExactly(
            new AlarmRow(1, AlarmKind.INCIDENT_OPEN, null, "incident-1", since, null, null));
  }

  @Test
  void an_acknowledged_alarm_without_a_journey_can_be_raised_again() {
    service.acknowledge(1, by("olivia"));
    raise(null, INCIDENT);

    assertThat(service.list(true, null, Long.MAX_VALUE, 9)).hasSize(1);
    assertThat(all()).hasSize(2);
  }

  @Test
  void keeps_the_first_acknowledgement() {
    AlarmRow first = service.acknowledge(1, by("olivia")).orElseThrow();
    engine.clock().advance(Duration.ofHours(1));

    assertThat(service.acknowledge(1, by("oscar"))).contains(first);
    assertThat(first.acknowledgedBy()).isEqualTo("olivia");
    assertThat(first.acknowledgedAt()).isEqualTo(since);
    assertThat(service.find(1)).contains(first);
  }

  @Test
  void an_alarm_that_is_not_there_is_not_acknowledged() {
    assertThat(service.acknowledge(9, by("olivia"))).isEmpty();
    assertThat(service.find(9)).isEmpty();
  }

  @Test
  void stores_the_reason_encrypted() {
    service.acknowledge(1, by("olivia"));

    byte[] words =
        DATABASE
            .owner()
            .withHandle(
                h -> h.select("select acknowledgement from alarm").mapTo(byte[].class).one());
    assertThat(
            engine
                .encryption()
                .decryptText(Objects.requireNonNull(words), "alarm.acknowledgement:1"))
        .isEqualTo("seen by olivia");
    assertThat(DATABASE.dump()).doesNotContain("seen by");
  }

  @Test
  void a_clinic_sees_its_own_journeys_alarms_alone() {
    JourneyId own = ordered("juniper");
    raise(own, MISSING);
    raise(ordered("juniper-2"), MISSING);
    raise(ordered("willow"), MISSING);

    assertThat(service.list(false, new ClinicId("juniper"), Long.MAX_VALUE, 9))
        .extracting(AlarmRow::journeyId)
        .containsExactly(own);
    assertThat(all()).hasSize(4);
  }

  @Test
  void a_page_begins_before_the_last_alarm_of_the_page_before() {
    raise(ordered("juniper"), MISSING);
    raise(ordered("willow"), MISSING);

    List<AlarmRow> page = service.list(false, null, Long.MAX_VALUE, 2);
    assertThat(page).extracting(AlarmRow::alarmId).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(service.list(false, null, page.get(1).alarmId(), 2))
        .extracting(AlarmRow::kind)
        .containsExactly(AlarmKind.INCIDENT_OPEN);
  }

  @Test
  void open_alarms_that_page_come_before_newer_ones_on_every_page() {
    JourneyId journey = ordered("juniper");
    raise(journey, new Alarm(AlarmKind.CONTRADICTION, "consultation"));
    raise(journey, MISSING);
    raise(journey, new Alarm(AlarmKind.FOLLOW_UP_BLOCKED, "due"));

    assertThat(ids(service.list(true, null, Long.MAX_VALUE, 9))).containsExactly(4L, 2L, 3L, 1L);
    assertThat(ids(service.list(true, null, 4, 9))).containsExactly(2L, 3L, 1L);
    assertThat(ids(service.list(true, null, 2, 9))).containsExactly(3L, 1L);
    assertThat(ids(service.list(true, null, 3, 9))).containsExactly(1L);
    assertThat(ids(all())).containsExactly(4L, 3L, 2L, 1L);
  }

  private static List<Long> ids(List<AlarmRow> alarms) {
    return alarms.stream().map(AlarmRow::alarmId).toList();
  }

  private List<AlarmRow> all() {
    return service.list(false, null, Long.MAX_VALUE, 99);
  }

  private void raise(@Nullable JourneyId journey, Alarm alarm) {
    engine
        .jdbi()
        .useTransaction(
            handle -> AlarmStore.raise(handle, journey, alarm, engine.clock().instant()));
  }

  private JourneyId ordered(String clinic) {
    return engine.accept(TestOrders.of(new ClinicId(clinic), "WC-1", TestOrders.FILLER)).get(0);
  }

  private static Origin by(String actor) {
    return new Origin("a-1", actor, "seen by " + actor);
  }
}
