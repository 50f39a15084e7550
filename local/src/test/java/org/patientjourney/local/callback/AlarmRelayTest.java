package org.patientjourney.local.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.alarm.AlarmDao.DueAlarm;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.callback.CallbackSender;
import org.patientjourney.app.alarm.AlarmReceiver;
import org.patientjourney.app.alarm.AlarmRelay;
import org.patientjourney.app.alarm.AlarmWebhook;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.callback.Receiver.Received;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;

/** How alarms are pushed: on a record alone, with a clock of the test's. */
class AlarmRelayTest {
  @TempDir private static Path data;
  private static LoneRecord theRecord;

  private Instant now = LoneRecord.ORDERED_AT;
  private Receiver receiver;
  private CallbackSender sender;
  private AlarmRelay relay;

  @BeforeAll
  static void start() throws Exception {
    theRecord = new LoneRecord(data);
  }

  @AfterAll
  static void stop() throws Exception {
    theRecord.close();
  }

  @BeforeEach
  void receive() throws Exception {
    receiver = new Receiver();
    sender = new CallbackSender(false, InstantSource.system());
    relay =
        new AlarmRelay(
            theRecord.jdbi(),
            List.of(new AlarmWebhook("on-call", receiver.url(), List.of(Receiver.SECRET), sender)),
            () -> now);
  }

  @AfterEach
  void close() {
    sender.close();
    receiver.close();
  }

  @Test
  void an_alarm_is_pushed_once_with_ids_alone() {
    JourneyId journey = theRecord.accept("pushed");
    raise(journey, "once");
    assertThat(look()).isEqualTo(1);
    pass(Duration.ofDays(1));
    assertThat(look()).as("it was taken").isZero();

    Received pushed = receiver.received().get(0);
    assertThat(receiver.received()).hasSize(1);
    assertThat(pushed.type()).isEqualTo("alarm.raised");
    assertThat(pushed.data().path("kind").asText()).isEqualTo("RUN_MISSING");
    assertThat(pushed.data().path("journeyId").asText()).isEqualTo(journey.value());
    assertThat(pushed.data().path("href").asText()).isEqualTo("/journeys/" + journey);
    assertThat(pushed.data().path("alarmId").asLong()).isPositive();
    assertThat(pushed.data().size()).isEqualTo(5);
  }

  @Test
  void an_alarm_that_is_not_taken_is_pushed_again_later_and_known_by_its_id() {
    raise(null, "again");
    receiver.willAnswer(500);
    assertThat(look()).isEqualTo(1);
    assertThat(look()).as("it waits").isZero();
    pass(Duration.ofSeconds(1));
    assertThat(look()).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(look()).as("for two seconds now").isZero();
    pass(Duration.ofSeconds(1));
    receiver.willAnswer(200);
    assertThat(look()).isEqualTo(1);
    pass(Duration.ofDays(1));
    assertThat(look()).isZero();

    assertThat(receiver.received()).hasSize(3);
    assertThat(receiver.received())
        .extracting(Received::id)
        .containsOnly(receiver.received().get(0).id());
    assertThat(receiver.received().get(0).data().has("journeyId")).isFalse();
  }

  @Test
  void an_alarm_that_was_acknowledged_meanwhile_is_not_pushed() {
    JourneyId journey = theRecord.accept("acknowledged");
    raise(journey, "seen");
    theRecord.acknowledge(journey);

    assertThat(look()).isZero();
  }

  @Test
  void a_receiver_that_is_down_keeps_an_alarm_from_no_other_and_gets_it_later() {
    Fake down = new Fake("down");
    Fake up = new Fake("up");
    up.takes = true;
    relay = new AlarmRelay(theRecord.jdbi(), List.of(down, up), () -> now);
    raise(null, "both");
    assertThat(look()).isEqualTo(1);
    assertThat(up.offered).isEqualTo(1);

    pass(Duration.ofSeconds(1));
    assertThat(look()).isEqualTo(1);
    down.takes = true;
    pass(Duration.ofSeconds(2));
    assertThat(look()).isEqualTo(1);
    pass(Duration.ofDays(1));
    assertThat(look()).isZero();
    assertThat(down.offered).isEqualTo(3);
    assertThat(up.offered).as("it had it").isEqualTo(1);
  }

  private static final class Fake implements AlarmReceiver {
    private final String name;
    private boolean takes;
    private int offered;

    Fake(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean take(AlarmRow alarm) {
      offered++;
      return takes;
    }
  }

  /** The process ended between claim and push. */
  @Test
  void a_claim_that_was_not_carried_out_is_due_again() {
    raise(null, "lost");
    assertThat(relay.claimDue(now, Duration.ZERO, 9)).hasSize(1);
    assertThat(look()).isZero();
    pass(Duration.ofMinutes(2));

    assertThat(look()).isEqualTo(1);
    assertThat(receiver.received()).hasSize(1);
  }

  private void raise(@Nullable JourneyId journey, String subject) {
    Alarm alarm = new Alarm(AlarmKind.RUN_MISSING, subject);
    theRecord.jdbi().useHandle(handle -> AlarmStore.raise(handle, journey, alarm, now));
  }

  private int look() {
    List<DueAlarm> due = relay.claimDue(now, Duration.ZERO, 9);
    due.forEach(relay::handle);
    return due.size();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
