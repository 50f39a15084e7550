package org.patientjourney.activities.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;

class AlarmDaoTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final AlarmDao alarms = engine.dao(AlarmDao.class);

  @Test
  void an_open_alarm_is_not_raised_again_and_keeps_its_date() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    Instant since = engine.clock().instant();

    assertThat(alarms.insertIfAbsent(AlarmKind.CONTRADICTION, journey, "consultation", since))
        .isTrue();
    assertThat(
            alarms.insertIfAbsent(
                AlarmKind.CONTRADICTION, journey, "consultation", since.plusSeconds(5)))
        .isFalse();
    assertThat(open())
        .containsExactly(
            new AlarmRow(1, AlarmKind.CONTRADICTION, journey, "consultation", since, null, null));
  }

  @Test
  void an_acknowledged_alarm_can_be_raised_again() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    alarms.insertIfAbsent(AlarmKind.CONTRADICTION, journey, "a", engine.clock().instant());
    DATABASE.change("update alarm set acknowledged_by = 'operator', acknowledged_at = since");
    assertThat(open()).isEmpty();

    assertThat(
            alarms.insertIfAbsent(AlarmKind.CONTRADICTION, journey, "a", engine.clock().instant()))
        .isTrue();
    assertThat(open()).hasSize(1);
  }

  @Test
  void alarms_differ_by_kind_journey_and_subject_and_the_newest_is_first() {
    List<JourneyId> journeys = engine.accept(TestOrders.approvableTwice());
    raise(AlarmKind.CONTRADICTION, journeys.get(0), "a");
    raise(AlarmKind.UNKNOWN_STATUS, journeys.get(0), "a");
    raise(AlarmKind.CONTRADICTION, journeys.get(1), "a");
    raise(AlarmKind.CONTRADICTION, journeys.get(0), "b");

    assertThat(open()).extracting(AlarmRow::alarmId).containsExactly(4L, 3L, 2L, 1L);
  }

  private List<AlarmRow> open() {
    return alarms.findPage(true, null, new String[0], Long.MAX_VALUE, 100);
  }

  private void raise(AlarmKind kind, JourneyId journey, String subject) {
    assertThat(alarms.insertIfAbsent(kind, journey, subject, engine.clock().instant())).isTrue();
    engine.clock().advance(Duration.ofSeconds(1));
  }
}
