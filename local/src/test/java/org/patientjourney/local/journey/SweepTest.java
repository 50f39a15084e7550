package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.app.sweep.Sweep;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;

/** Overdue work is reported from the record alone, without Temporal. */
class SweepTest {
  private static final Duration GRACE = Duration.ofMinutes(10);

  @TempDir private static Path data;
  private static LoneRecord theRecord;

  @BeforeAll
  static void start() throws Exception {
    theRecord = new LoneRecord(data);
  }

  @AfterAll
  static void stop() throws Exception {
    theRecord.close();
  }

  @Test
  void reports_an_obligation_once_due_and_grace_have_passed() {
    JourneyId visit = theRecord.accept("owed");
    Instant due = LoneRecord.ORDERED_AT.plus(Duration.ofDays(21));
    Instant overdue = due.plus(Duration.ofDays(2));
    owe(visit, due, overdue);
    Tuple alarm = tuple(AlarmKind.OBLIGATION_OVERDUE, "FOLLOW_UP");

    sweepAt(overdue.minusMillis(1));
    assertThat(theRecord.alarms(visit)).doesNotContain(alarm);

    sweepAt(overdue);
    sweepAt(overdue.plus(Duration.ofDays(9)));
    assertThat(theRecord.alarms(visit)).containsOnlyOnce(alarm);
  }

  @Test
  void reports_a_journey_that_did_not_act_when_due_after_a_grace() {
    JourneyId journey = theRecord.accept("late");
    Instant due = theRecord.dueAt(journey);
    Tuple alarm = tuple(AlarmKind.NEXT_STEP_OVERDUE, "due-" + due);

    sweepAt(due.plus(GRACE).minusMillis(1));
    assertThat(theRecord.alarms(journey)).isEmpty();

    sweepAt(due.plus(GRACE));
    assertThat(theRecord.alarms(journey)).containsExactly(alarm);
  }

  /** As after a late event that reopened it. */
  @Test
  void gives_a_journey_its_grace_that_was_recorded_after_it_was_due() {
    JourneyId journey = theRecord.accept("reopened");
    Instant due = theRecord.dueAt(journey);
    Instant recorded = due.plus(Duration.ofDays(21));
    theRecord
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update journey set updated_at = ? where journey_id = ?",
                    recorded,
                    journey.value()));

    sweepAt(recorded.plus(GRACE).minusMillis(1));
    assertThat(theRecord.alarms(journey)).isEmpty();

    sweepAt(recorded.plus(GRACE));
    assertThat(theRecord.alarms(journey))
        .containsExactly(tuple(AlarmKind.NEXT_STEP_OVERDUE, "due-" + due));
  }

  private static void owe(JourneyId visit, Instant due, Instant overdue) {
    ObligationRow owed =
        new ObligationRow(
            visit,
            Obligation.Kind.FOLLOW_UP,
            Owner.ENGINE,
            LoneRecord.ORDERED_AT,
            due,
            overdue,
            ObligationStatus.OPEN,
            null,
            null);
    theRecord
        .dao(FollowUpDao.class)
        .owe(owed, null, new ExamId(5104), Visit.Basis.CONSULTATION, "America/Chicago", due);
  }

  private static void sweepAt(Instant now) {
    new Sweep(theRecord.jdbi(), GRACE, () -> now).run();
  }
}
