package org.patientjourney.activities.silence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.silence.SilenceRule.Span;
import org.patientjourney.activities.silence.TestClinic.Work.AtOnce;
import org.patientjourney.activities.silence.TestClinic.Work.NotOn;
import org.patientjourney.activities.silence.TestClinic.Work.OffQueue;

/**
 * Clinics whose webhooks are cut off again and again at random, minute by minute, about twenty
 * times in thirty days; {@code journey.silence.runs} as often. A cut is tellable from the minute on
 * at which the clinic's true rates make the silence as improbable as the rule asks for. The figures
 * are those of docs/operations.md.
 */
class SilenceSimulationTest {
  private static final int DAY = 24 * 60;
  private static final int PAST = 85 * DAY;
  private static final int MOST_DAYS = 230;
  private static final int RUNS = Integer.getInteger("journey.silence.runs", 1);
  private static final int CUTS = 20;
  private static final int SOON = 15;

  private static final Set<LocalDate> NO_DATES = Set.of();

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
      TestClinic clinic = new TestClinic(seed, MOST_DAYS * DAY, rate, new AtOnce(clustered));
      simulate(clinic, new Random(-seed), 2, NO_DATES, 1);
    }
    expect(name, percent, 0);
  }

  /** A cut is tellable once it is as improbable by the mean size of a burst. */
  @ParameterizedTest
  @CsvSource({
    "busy bursts,      30, 0.5,  5, 90",
    "busy bursts,      30, 0.5, 10, 90",
    "busy bursts,      30, 0.5, 20, 90",
    "middling bursts,  15, 0.2, 10, 75",
    "middling bursts,  15, 0.2, 20, 90"
  })
  void bursts_are_learnt(
      String name, double perHour, double otherwise, int minutesBetween, int percent) {
    ToDoubleFunction<ZonedDateTime> rate = TestClinic.officeHours(perHour, otherwise);
    double burst = perHour * 0.85 * minutesBetween / 60;
    for (int seed = 1; seed <= RUNS; seed++) {
      TestClinic clinic = new TestClinic(seed, MOST_DAYS * DAY, rate, new OffQueue(minutesBetween));
      simulate(clinic, new Random(-seed), 2, NO_DATES, Math.max(1, burst));
    }
    expect(name + " every " + minutesBetween + " minutes", percent, 1);
  }

  /** One in every second week, on each weekday in turn; patients are invited all the same. */
  @ParameterizedTest
  @CsvSource({
    "busy,      30, 0.5, true,  85,  0",
    "middling,  15, 0.2, true,  85,  0",
    "busy,      30, 0.5, false, 85, 18"
  })
  void no_silence_is_told_on_holidays_that_are_known(
      String name, double perHour, double otherwise, boolean known, int percent, int most) {
    ToDoubleFunction<ZonedDateTime> rate = TestClinic.officeHours(perHour, otherwise);
    Set<LocalDate> holidays =
        IntStream.iterate(0, week -> week < 40, week -> week + 2)
            .mapToObj(week -> LocalDate.of(2026, 2, 2).plusWeeks(week).plusDays(week % 5))
            .collect(Collectors.toSet());
    for (int seed = 1; seed <= RUNS; seed++) {
      TestClinic clinic = new TestClinic(seed, MOST_DAYS * DAY, rate, new NotOn(holidays));
      simulate(clinic, new Random(-seed), 2, known ? holidays : NO_DATES, 1);
    }
    expect(name + (known ? ", holidays" : ", holidays that are not known"), percent, most);
  }

  private void expect(String name, int percent, int mostFalseAlarms) {
    assertThat(falseAlarms)
        .as("false alarms of a %s clinic in %d days", name, days)
        .isLessThanOrEqualTo(mostFalseAlarms);
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
              new AtOnce(false));
      simulate(clinic, new Random(seed), NEVER, NO_DATES, 1);
    }
    assertThat(falseAlarms).as("false alarms in %d days", days).isZero();
    assertThat(days).isEqualTo(RUNS * 30);
  }

  /**
   * @param quietDays between two cuts, at most
   * @param known holidays
   * @param burst how many reports come together in the mean
   */
  private void simulate(
      TestClinic clinic, Random random, int quietDays, Set<LocalDate> known, double burst) {
    ClinicCalendar calendar = new ClinicCalendar(TestClinic.ZONE, known);
    double bound = 0;
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
      if ((minute - PAST) % DAY == 0) {
        Instant now = TestClinic.at(minute);
        bound = SilenceRule.IMPOSSIBLE * new ReportTimes(clinic.times()).burst(now, calendar);
      }
      boolean isCut = minute >= cutFrom;
      trulyExpected += clinic.reportsPerMinute(minute);
      if (clinic.next(isCut)) {
        last = minute;
        toldAt = 0;
        trulyExpected = 0;
      } else if (toldAt == 0 && isTold(clinic, calendar, last, minute, bound)) {
        toldAt = minute;
        falseAlarms += isCut ? 0 : 1;
      }
      if (isCut && tellableAt == 0 && trulyExpected > SilenceRule.IMPOSSIBLE * burst) {
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

  private static boolean isTold(
      TestClinic clinic, ClinicCalendar calendar, int last, int now, double bound) {
    Instant until = TestClinic.at(now + 1);
    Instant quiet = calendar.quietUntil(until);
    Instant from = TestClinic.at(last).isAfter(quiet) ? TestClinic.at(last) : quiet;
    return !from.plus(SilenceWatch.SHORTEST).isAfter(TestClinic.at(now))
        && SilenceRule.expected(new Span(from, until), calendar, clinic::count) > bound;
  }
}
