package org.patientjourney.app.archive;

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
 * Days of a calendar.
 *
 * @param to included
 */
public record Period(LocalDate from, LocalDate to) {
  public static final String EXPECTED =
      "a month like 2026-11, or dates like 2026-11-01..2026-11-15, at most 366 days";

  private static final int LONGEST_DAYS = 366;
  private static final Pattern SHAPE =
      Pattern.compile("((?:19[7-9]|2\\d\\d)\\d-\\d\\d)(?:(-\\d\\d)\\.\\.(2\\d{3}-\\d\\d-\\d\\d))?");

  public static Optional<Period> of(@Nullable String text) {
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

  public boolean contains(Instant due, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(due, zone);
    return !day.isBefore(from) && !day.isAfter(to);
  }

  /** When the first day begins in UTC. */
  public Instant since() {
    return from.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** When the last day has ended in UTC. */
  public Instant until() {
    return to.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** When the first day begins where that is first. */
  public Instant earliest() {
    return from.atStartOfDay().toInstant(ZoneOffset.MAX);
  }

  /** When the last day has ended everywhere. */
  public Instant latest() {
    return to.plusDays(1).atStartOfDay().toInstant(ZoneOffset.MIN);
  }

  @Override
  public String toString() {
    return from + ".." + to;
  }
}
