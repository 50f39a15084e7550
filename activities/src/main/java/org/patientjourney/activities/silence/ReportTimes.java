package org.patientjourney.activities.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.patientjourney.activities.silence.SilenceRule.Counted;
import org.patientjourney.activities.silence.SilenceRule.Span;

/**
 * When exams of a clinic were reported: says whether they come one by one or in bursts.
 *
 * @param times oldest first
 */
record ReportTimes(List<Instant> times) {
  /** That many days are looked at, each beside its eight weeks before. */
  private static final int DAYS = 28;

  static final Duration PAST = SilenceRule.LONGEST.multipliedBy(SilenceRule.WEEKS).plusDays(DAYS);

  /** Of fewer the longest gap says little. */
  private static final int FEWEST_A_DAY = 20;

  /** Of n gaps of a Poisson process the longest has ln n + 0.577 expected reports in the mean. */
  private static final double EULER = 0.577;

  /** Below the middle, so that days with an outage or a holiday do not count as bursts. */
  private static final double QUANTILE = 0.3;

  /** Reports that come one by one measured 1.5 at most in simulations: night and day differ. */
  private static final double ONE_BY_ONE = 1.6;

  /**
   * How many reports come together: by so much more must be expected before a silence is told. One
   * for a clinic whose reports come one by one, or are too few to tell.
   */
  double burst(Instant now, ClinicCalendar calendar) {
    List<Double> scales =
        IntStream.rangeClosed(1, DAYS)
            .mapToObj(day -> now.minus(Duration.ofDays(day)))
            .map(
                from ->
                    from(from).subList(0, countIn(new Span(from, from.plus(Duration.ofDays(1))))))
            .filter(day -> day.size() >= FEWEST_A_DAY)
            .map(day -> longestGap(day, calendar) / (Math.log(day.size()) + EULER))
            .sorted()
            .toList();
    double scale = scales.isEmpty() ? 1 : scales.get((int) (scales.size() * QUANTILE));
    return scale < ONE_BY_ONE ? 1 : scale;
  }

  /** In reports that were expected while none came. */
  private double longestGap(List<Instant> day, ClinicCalendar calendar) {
    return IntStream.range(1, day.size())
        .mapToObj(i -> new Span(day.get(i - 1), day.get(i)))
        .filter(gap -> !gap.from().plus(SilenceWatch.SHORTEST).isAfter(gap.until()))
        .mapToDouble(
            gap ->
                SilenceRule.usual(
                    gap, calendar, span -> new Counted(countIn(span), 0), Counted::reported))
        .max()
        .orElse(0);
  }

  private List<Instant> from(Instant from) {
    return times.subList(before(from), times.size());
  }

  private int countIn(Span span) {
    return before(span.until()) - before(span.from());
  }

  private int before(Instant at) {
    int found = Collections.binarySearch(times, at);
    int index = found < 0 ? -found - 1 : found;
    while (index > 0 && times.get(index - 1).equals(at)) {
      index--;
    }
    return index;
  }
}
