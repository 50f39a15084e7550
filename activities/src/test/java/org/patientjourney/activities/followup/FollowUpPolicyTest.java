package org.patientjourney.activities.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.workflows.policy.SendHours;

/** Three weeks by the patient's calendar. */
class FollowUpPolicyTest {
  private static final FollowUpPolicy POLICY =
      new FollowUpPolicy(Duration.ofDays(21), SendHours.STANDARD, Duration.ofDays(2));

  /** Local times of the visit and of the due instant. */
  @ParameterizedTest
  @CsvSource({
    // Within send hours the time of day stays.
    "2026-03-02T10:15, 2026-03-23T10:15, America/Phoenix",
    // Before them it is moved to their beginning, behind them to the next day.
    "2026-03-02T06:00, 2026-03-23T09:00, America/Phoenix",
    "2026-03-02T18:00, 2026-03-24T09:00, America/Phoenix",
    "2026-03-02T23:59, 2026-03-24T09:00, America/Phoenix",
    // Clocks go forward on 8 March and back on 1 November 2026: the time of day stays.
    "2026-03-01T10:00, 2026-03-22T10:00, America/New_York",
    "2026-10-20T10:00, 2026-11-10T10:00, America/New_York",
    // A visit at an hour that the day three weeks later does not have.
    "2026-02-15T02:30, 2026-03-08T09:00, America/Chicago",
    // 29 February exists in 2028 and not in 2027.
    "2028-02-08T12:00, 2028-02-29T12:00, America/Denver",
    "2027-02-08T12:00, 2027-03-01T12:00, America/Denver",
    "2028-02-29T12:00, 2028-03-21T12:00, America/Denver",
    "2026-12-15T17:59, 2027-01-05T17:59, Pacific/Honolulu",
  })
  void due_is_three_weeks_later_in_the_patients_zone(String visit, String due, ZoneId zone) {
    Instant visitAt = LocalDateTime.parse(visit).atZone(zone).toInstant();
    assertThat(POLICY.dueAt(visitAt, zone))
        .isEqualTo(LocalDateTime.parse(due).atZone(zone).toInstant());
  }

  /** The law's "at least", for any visit of thirty years in any zone of the country. */
  @Property(tries = 5000)
  void due_is_never_earlier_than_21_days_of_the_calendar_nor_outside_send_hours(
      @ForAll("zones") ZoneId zone, @ForAll @LongRange(max = 946_080_000) long second) {
    Instant visit = Instant.parse("2020-01-01T00:00:00Z").plusSeconds(second);
    Instant due = POLICY.dueAt(visit, zone);
    LocalDate visitDay = visit.atZone(zone).toLocalDate();
    assertThat(due).isAfterOrEqualTo(visit.atZone(zone).plusDays(21).toInstant());
    assertThat(due.atZone(zone).toLocalDate())
        .isBetween(visitDay.plusDays(21), visitDay.plusDays(22));
    assertThat(due.atZone(zone).toLocalTime())
        .isAfterOrEqualTo(LocalTime.of(9, 0))
        .isBefore(LocalTime.of(18, 0));
  }

  /** In an engine whose days take a second, three weeks are plain time. */
  @Test
  void counts_anything_but_whole_days_as_plain_time() {
    FollowUpPolicy scaled =
        new FollowUpPolicy(Duration.ofSeconds(21), SendHours.STANDARD, Duration.ofDays(2));
    Instant visit = Instant.parse("2026-03-02T03:00:00Z");
    assertThat(scaled.dueAt(visit, ZoneId.of("America/Denver"))).isEqualTo(visit.plusSeconds(21));
  }

  @Test
  void send_hours_do_not_reach_over_midnight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SendHours(LocalTime.of(18, 0), LocalTime.of(9, 0)));
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Phoenix",
            "America/Los_Angeles",
            "America/Anchorage",
            "Pacific/Honolulu",
            "America/Indiana/Indianapolis")
        .map(ZoneId::of);
  }
}
