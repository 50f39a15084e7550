package org.patientjourney.app.certificate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days of the calendar that each follow-up was counted by.
 *
 * @param to included
 */
record Period(LocalDate from, LocalDate to) {
  static final String EXPECTED =
      "a month like 2026-11, or dates like 2026-11-01..2026-11-15, at most 366 days";

  private static final int LONGEST_DAYS = 366;
  private static final Pattern SHAPE =
      Pattern.compile("((?:19[7-9]|2\\d\\d)\\d-\\d\\d)(?:(-\\d\\d)\\.\\.(2\\d{3}-\\d\\d-\\d\\d))?");

  static Optional<Period> of(@Nullable String text) {
    Matcher found = SHAPE.matcher(text == null ? "" : text);
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
              found.group(2) == null
                  ? ofMonth(YearMonth.parse(found.group(1)))
                  : new Period(
                      LocalDate.parse(found.group(1) + found.group(2)),
                      LocalDate.parse(found.group(3))))
          .filter(Period::isOfSomeDays);
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Period ofMonth(YearMonth month) {
    return new Period(month.atDay(1), month.atEndOfMonth());
  }

  private boolean isOfSomeDays() {
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    return days >= 1 && days <= LONGEST_DAYS;
  }

  boolean contains(Instant due, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(due, zone);
    return !day.isBefore(from) && !day.isAfter(to);
  }

  /** When the first day begins where that is first. */
  Instant earliest() {
    return from.atStartOfDay().toInstant(ZoneOffset.MAX);
  }

  /** When the last day has ended everywhere. */
  Instant latest() {
    return to.plusDays(1).atStartOfDay().toInstant(ZoneOffset.MIN);
  }

  @Override
  public String toString() {
    return from + ".." + to;
  }
}
