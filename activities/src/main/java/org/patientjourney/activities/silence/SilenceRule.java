package org.patientjourney.activities.silence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * How many webhooks should have come while none came. Arrivals are taken as a Poisson process: of n
 * expected ones none comes with the probability e^-n. A clinic's own weeks say what is expected, so
 * quiet nights and weekends need no setting.
 */
final class SilenceRule {
  /**
   * More expected webhooks than this, of a clinic whose reports come one by one: that none comes by
   * chance has a probability below 1e-7.
   */
  static final double IMPOSSIBLE = 7 * Math.log(10);

  /** No longer span has one of the same length in each week before. */
  static final Duration LONGEST = Duration.ofDays(7);

  static final int WEEKS = 8;

  private static final Duration DAY = Duration.ofDays(1);

  private SilenceRule() {}

  /** From the first instant, which belongs to it, until the second, which does not. */
  record Span(Instant from, Instant until) {
    /** By the clinic's calendar: the same days and hours, also when clocks were changed between. */
    Span weeksBefore(int weeks, ZoneId zone) {
      return new Span(
          from.atZone(zone).minusWeeks(weeks).toInstant(),
          until.atZone(zone).minusWeeks(weeks).toInstant());
    }
  }

  /**
   * What a span had of a clinic.
   *
   * @param reported meetings of which a consultation was reported: what follows one at once, its
   *     prescription or a repetition, does not count
   * @param invited meetings that were invited
   */
  record Counted(long reported, long invited) {}

  /**
   * Reports that a silence should have had: those of the same span in the weeks before, less where
   * fewer patients are invited than then.
   */
  static double expected(Span silence, ClinicCalendar calendar, Function<Span, Counted> count) {
    double usual = usual(silence, calendar, count, Counted::reported);
    if (usual <= IMPOSSIBLE) {
      return usual;
    }
    Span withDayBefore = new Span(silence.from().minus(DAY), silence.until());
    return usual
        * Math.min(demand(silence, calendar, count), demand(withDayBefore, calendar, count));
  }

  /** Invites as a share of the usual ones; of few it takes as many as may have been meant. */
  private static double demand(Span span, ClinicCalendar calendar, Function<Span, Counted> count) {
    return Math.min(
        1,
        most((double) count.apply(span).invited())
            / Math.max(1, usual(span, calendar, count, Counted::invited)));
  }

  /** So many may have been meant where fewer are counted. */
  private static double most(double counted) {
    return counted + 2 * Math.sqrt(counted) + 2;
  }

  /**
   * Reports of a usual week that ends now; of a clinic without four weeks of past they are too few.
   */
  static double usualWeek(Instant now, ClinicCalendar calendar, Function<Span, Counted> count) {
    return usual(new Span(now.minus(LONGEST), now), calendar, count, Counted::reported);
  }

  /**
   * Mean of the better half of the weeks before: the others may have had an outage or a pause. It
   * leans to the high side, by a fifth of 16, so a silence is told early rather than late. The best
   * one may have had what a holiday left lying.
   */
  static double usual(
      Span span,
      ClinicCalendar calendar,
      Function<Span, Counted> count,
      ToLongFunction<Counted> what) {
    long[] weeks =
        IntStream.rangeClosed(1, WEEKS)
            .mapToObj(week -> span.weeksBefore(week, calendar.zone()))
            .filter(week -> !calendar.isUnusual(week))
            .mapToLong(week -> what.applyAsLong(count.apply(week)))
            .sorted()
            .toArray();
    if (weeks.length < 2) {
      return 0;
    }
    int best = weeks.length - 1;
    int half = weeks.length / 2;
    double others = (double) Arrays.stream(weeks, half, best).sum();
    return (others + Math.min((double) weeks[best], most((double) weeks[best - 1])))
        / (weeks.length - half);
  }
}
