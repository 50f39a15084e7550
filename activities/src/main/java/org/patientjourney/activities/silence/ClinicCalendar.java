package org.patientjourney.activities.silence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.IntStream;
import org.patientjourney.activities.silence.SilenceRule.Span;

/**
 * When a clinic's exams are reported.
 *
 * @param quietDates on which none is expected, such as public holidays
 */
public record ClinicCalendar(ZoneId zone, Set<LocalDate> quietDates) {
  private static final int DAYS = (int) SilenceRule.LONGEST.toDays();

  public ClinicCalendar {
    quietDates = Set.copyOf(quietDates);
  }

  /** Until when nothing was expected, as far back as a silence may last. */
  Instant quietUntil(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    if (quietDates.contains(today)) {
      return now;
    }
    return IntStream.rangeClosed(1, DAYS)
        .mapToObj(today::minusDays)
        .filter(quietDates::contains)
        .findFirst()
        .map(date -> date.plusDays(1).atStartOfDay(zone).toInstant())
        .orElse(Instant.EPOCH);
  }

  /**
   * Whether a span is no measure for others: nothing comes on a quiet date, and what was left lying
   * on the day after. Of a longer span they are a small part.
   */
  boolean isUnusual(Span span) {
    LocalDate first = LocalDate.ofInstant(span.from(), zone);
    LocalDate last = LocalDate.ofInstant(span.until(), zone);
    return !last.isAfter(first.plusDays(2))
        && first.minusDays(1).datesUntil(last.plusDays(1)).anyMatch(quietDates::contains);
  }
}
