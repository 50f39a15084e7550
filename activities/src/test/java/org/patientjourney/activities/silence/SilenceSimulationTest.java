package org.patientjourney.activities.silence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.silence.SilenceRule.Span;

/**
 * Clinics whose webhooks are cut off again and again at random, minute by minute, about twenty
 * times in thirty days; {@code journey.silence.runs} as often. A cut is tellable from the minute on
 * at which the clinic's true rates make the silence as improbable as the rule asks for. The figures
 * are those of docs/operations.md.
 */
class SilenceSimulationTest {
  private static final int DAY = 24 * 60;
  private static final int PAST = 57 * DAY;
  private static final int RUNS = Integer.getInteger("journey.silence.runs", 1);
  private static final int CUTS = 20;
  private static final int SOON = 15;

  /** More days than a clinic has. */
  private static final int NEVER = 1_000;

  private int cuts;
  private int toldSoon;
  private int falseAlarms;
  private int days;

  @ParameterizedTest
  @CsvSource({
    "busy,       30, 0.5,  false, 95",
    "middling,   15, 0.2,  false, 95",
    "clustered,  30, 0.5,  true,  95",
    "small,       4, 0.02, false, 80"
  })
  void a_cut_is_told_soon_after_it_is_tellable_and_nothing_else_is(
      String name, double perHour, double otherwise, boolean clustered, int percent) {
    ToDoubleFunction<ZonedDateTime> rate = TestClinic.officeHours(perHour, otherwise);
    for (int seed = 1; seed <= RUNS; seed++) {
      simulate(new TestClinic(seed, 200 * DAY, rate, clustered), new Random(-seed), 2);
    }
    assertThat(falseAlarms).as("false alarms of a %s clinic in %d days", name, days).isZero();
    assertThat(cuts).isEqualTo(RUNS * CUTS);
    assertThat(toldSoon * 100.0 / cuts)
        .as("percent of cuts of a %s clinic told soon", name)
        .isGreaterThanOrEqualTo(percent);
  }

  /** Patients are invited less from one morning on, or not at all. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.2, 0})
  void a_clinic_that_invites_fewer_patients_is_not_silent(double share) {
    Instant fall = TestClinic.at(PAST + 34 * 60);
    ToDoubleFunction<ZonedDateTime> before = TestClinic.officeHours(30, 0.5);
    for (int seed = 1; seed <= RUNS; seed++) {
      TestClinic clinic =
          new TestClinic(
              seed,
              PAST + 30 * DAY,
              time -> before.applyAsDouble(time) * (time.toInstant().isBefore(fall) ? 1 : share),
              false);
      simulate(clinic, new Random(seed), NEVER);
    }
    assertThat(falseAlarms).as("false alarms in %d days", days).isZero();
    assertThat(days).isEqualTo(RUNS * 30);
  }

  /**
   * @param quietDays between two cuts, at most
   */
  private void simulate(TestClinic clinic, Random random, int quietDays) {
    for (int minute = 0; minute < PAST; minute++) {
      clinic.next(false);
    }
    int cutFrom = PAST + random.nextInt(quietDays * DAY);
    int before = cuts;
    int last = PAST;
    int toldAt = 0;
    int tellableAt = 0;
    double trulyExpected = 0;
    int minute = PAST;
    for (; clinic.hasNext() && cuts < before + CUTS; minute++) {
      boolean isCut = minute >= cutFrom;
      trulyExpected += clinic.reportsPerMinute(minute);
      if (clinic.next(isCut)) {
        last = minute;
        toldAt = 0;
        trulyExpected = 0;
      } else if (toldAt == 0 && isTold(clinic, last, minute)) {
        toldAt = minute;
        falseAlarms += isCut ? 0 : 1;
      }
      if (isCut && tellableAt == 0 && trulyExpected > SilenceRule.IMPOSSIBLE) {
        tellableAt = minute;
      }
      if (tellableAt > 0 && (toldAt > 0 || minute == tellableAt + DAY)) {
        cuts++;
        toldSoon += toldAt > 0 && toldAt <= tellableAt + SOON ? 1 : 0;
        tellableAt = 0;
        cutFrom = minute + 60 + random.nextInt(quietDays * DAY);
      }
    }
    days += (minute - PAST) / DAY;
  }

  private static boolean isTold(TestClinic clinic, int last, int now) {
    Span silence = new Span(TestClinic.at(last), TestClinic.at(now + 1));
    return now - last >= SilenceWatch.SHORTEST.toMinutes()
        && SilenceRule.expected(silence, TestClinic.ZONE, clinic::count) > SilenceRule.IMPOSSIBLE;
  }
}
