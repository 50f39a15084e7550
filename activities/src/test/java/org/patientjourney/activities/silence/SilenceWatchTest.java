package org.patientjourney.activities.silence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.pause.PauseRow;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** Looks at a record in which exams of one clinic are reported every three minutes, until now. */
class SilenceWatchTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final ZoneId ZONE = ZoneId.of("America/Denver");
  private static final ClinicCalendar CALENDAR = new ClinicCalendar(ZONE, Set.of());
  private static final ClinicId JUNIPER = new ClinicId("juniper");
  private static final int MINUTES = 3;

  /** 17 reports, the first of them at once. */
  private static final Duration TELLABLE = Duration.ofMinutes(49);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final AlarmStore alarms =
      new AlarmStore(engine.jdbi(), engine.encryption(), engine.clock());
  private final Pauses pauses = new Pauses(engine.jdbi(), engine.encryption(), engine.clock());
  private final SilenceWatch watch = watch();
  private Instant silentSince = Instant.EPOCH;

  @BeforeEach
  void reportForWeeks() {
    Instant now = engine.clock().instant().truncatedTo(ChronoUnit.MINUTES);
    silentSince = now;
    for (int week = 1; week <= 4; week++) {
      Instant around = now.atZone(ZONE).minusWeeks(week).toInstant();
      reports(around.minus(Duration.ofDays(1)), around.plus(Duration.ofDays(2)));
    }
    reports(now.minus(Duration.ofDays(1)), now.plusSeconds(1));
  }

  @Test
  void a_silence_is_told_once_and_names_clinic_last_delivery_and_what_was_expected() {
    watchFor(TELLABLE.minusMinutes(1));
    assertThat(open()).isEmpty();

    watchFor(Duration.ofMinutes(1));
    watchFor(Duration.ofMinutes(60));
    assertThat(open())
        .extracting(AlarmRow::subject)
        .containsExactly("juniper since %s, expected 17".formatted(silentSince));
    assertThat(AlarmKind.WEBHOOKS_SILENT.text()).contains("publicBaseUrl", "provider", "portal");
  }

  @Test
  void the_next_delivery_closes_the_alarm_and_a_next_silence_is_told_again() {
    watchFor(TELLABLE.plusMinutes(5));
    deliver("again", engine.clock().instant());
    watchFor(Duration.ofMinutes(1));
    assertThat(open()).isEmpty();
    assertThat(all()).extracting(AlarmRow::acknowledgedBy).containsExactly("engine");

    watchFor(TELLABLE.plusMinutes(5));
    assertThat(open()).hasSize(1);
    assertThat(all()).hasSize(2);
  }

  @Test
  void an_acknowledged_silence_is_not_told_again_by_any_process() {
    watchFor(TELLABLE.plusMinutes(5));
    alarms.acknowledge(
        open().get(0).alarmId(), new Origin("a-1", "olivia", "the provider says so"));

    watchFor(Duration.ofHours(2));
    watchFor(watch(), Duration.ofHours(2));
    assertThat(open()).isEmpty();
    assertThat(all()).hasSize(1);
  }

  @Test
  void time_in_which_no_process_looked_is_no_silence() {
    watch.run();
    engine.clock().advance(Duration.ofHours(3));
    watch.run();
    assertThat(open()).isEmpty();

    watchFor(TELLABLE.plusMinutes(5));
    assertThat(open()).extracting(AlarmRow::subject).first().asString().contains(silentSince + ",");
  }

  @Test
  void a_paused_clinic_is_not_silent_nor_is_it_for_a_day_after() {
    PauseRow pause = pauses.begin("juniper", new Origin("c-1", "operations", "why"));
    watchFor(Duration.ofHours(3));
    pauses.release(pause, new Origin("c-2", "operations", "over"));
    watchFor(SilenceWatch.AFTER_PAUSE.minusMinutes(1));
    assertThat(open()).isEmpty();

    watchFor(TELLABLE.plusMinutes(5));
    assertThat(open()).hasSize(1);
  }

  @Test
  void no_silence_is_told_on_a_quiet_date_and_it_counts_from_its_end() {
    LocalDate today = LocalDate.ofInstant(silentSince, ZONE);
    Instant tomorrow = today.plusDays(1).atStartOfDay(ZONE).toInstant();
    SilenceWatch holiday =
        new SilenceWatch(
            engine.jdbi(),
            Map.of(JUNIPER, new ClinicCalendar(ZONE, Set.of(today))),
            engine.clock());
    watchFor(holiday, Duration.between(silentSince, tomorrow).plus(TELLABLE).minusMinutes(5));
    assertThat(open()).isEmpty();

    watchFor(holiday, Duration.ofMinutes(10));
    assertThat(open()).hasSize(1);
  }

  @Test
  void a_pause_of_all_clinics_covers_each() {
    pauses.begin(PauseRow.ALL, new Origin("c-1", "operations", "why"));
    watchFor(Duration.ofHours(3));
    assertThat(open()).isEmpty();
  }

  @Test
  void exams_of_other_clinics_and_what_follows_a_report_are_not_counted() {
    assertThat(watch.blindSpots()).isEqualTo("the silence of each clinic is told");
    watch.run();
    assertThat(watch.blindSpots()).startsWith("silence is not told of cedar (0, expected 17)");
    SilenceDao dao = engine.dao(SilenceDao.class);
    Instant from = silentSince.minus(Duration.ofMinutes(30));
    assertThat(dao.count(JUNIPER, from, silentSince).reported()).isEqualTo(10);
    DATABASE.change("update webhook_delivery set meeting_id = 'juniper:one:5101'");
    assertThat(dao.count(JUNIPER, from, silentSince).reported()).isEqualTo(1);
    DATABASE.change("update webhook_delivery set event = 2");
    assertThat(dao.count(JUNIPER, from, silentSince).reported()).isZero();
  }

  @Test
  void invites_count_from_their_start_once_they_are_sent() {
    Instant now = engine.clock().instant();
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    engine.attemptOf(engine.row(journey).meetingId());
    SilenceDao dao = engine.dao(SilenceDao.class);
    assertThat(dao.count(journey.clinic(), now, now.plusSeconds(1)).invited()).isZero();
    DATABASE.change("update invite_attempt set state = 'SENT'");
    assertThat(dao.count(journey.clinic(), now, now.plusSeconds(1)).invited()).isEqualTo(1);
    assertThat(dao.count(journey.clinic(), now.plusSeconds(1), now.plusSeconds(2)).invited())
        .isZero();
  }

  private SilenceWatch watch() {
    return new SilenceWatch(
        engine.jdbi(), Map.of(JUNIPER, CALENDAR, new ClinicId("cedar"), CALENDAR), engine.clock());
  }

  private void watchFor(Duration time) {
    watchFor(watch, time);
  }

  /** By looks of seven minutes, the last one shorter. */
  private void watchFor(SilenceWatch watch, Duration time) {
    for (long left = time.toMinutes(); left > 0; left -= 7) {
      watch.run();
      engine.clock().advance(Duration.ofMinutes(Math.min(left, 7)));
    }
    watch.run();
  }

  private void reports(Instant from, Instant until) {
    engine
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into webhook_delivery (delivery_id, meeting_id, attempt, received_at,
                      body, truncated, misencoded, state, event, attempts)
                    select gen_random_uuid(), 'juniper:' || extract(epoch from at) || ':5101', 1, at,
                      '\\x00', false, false, 'APPLIED', 1, 1
                    from generate_series(?, ?, ? * interval '1 minute') at
                    """,
                    from,
                    until,
                    MINUTES));
  }

  private void deliver(String order, Instant at) {
    engine
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into webhook_delivery (delivery_id, meeting_id, attempt, received_at,
                      body, truncated, misencoded, state, attempts)
                    values (gen_random_uuid(), ?, 1, ?, '\\x00', false, false, 'RECEIVED', 0)
                    """,
                    "juniper:" + order + ":5101",
                    at));
  }

  private List<AlarmRow> open() {
    return all().stream().filter(alarm -> alarm.acknowledgedAt() == null).toList();
  }

  private List<AlarmRow> all() {
    return alarms.list(false, null, Long.MAX_VALUE, 99).stream()
        .filter(alarm -> alarm.kind() == AlarmKind.WEBHOOKS_SILENT)
        .toList();
  }
}
