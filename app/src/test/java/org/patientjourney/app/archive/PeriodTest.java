package org.patientjourney.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
  @Test
  void a_month_has_all_its_days() {
    assertThat(Period.of("2028-02"))
        .contains(new Period(LocalDate.of(2028, 2, 1), LocalDate.of(2028, 2, 29)));
  }

  @Test
  void dates_include_the_first_and_the_last() {
    assertThat(Period.of("2026-11-03..2026-11-03"))
        .contains(new Period(LocalDate.of(2026, 11, 3), LocalDate.of(2026, 11, 3)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-13",
        "2026-11-01",
        "2026-11..2026-12",
        "2026-11-01..2026-11-31",
        "2026-11-02..2026-11-01",
        "2026-01-01..2027-01-02",
        "1969-12",
        "+2026-11",
        "2026-11-01..2026-11-02..2026-11-03"
      })
  void anything_else_is_none(String text) {
    assertThat(Period.of(text)).isEmpty();
    assertThat(Period.of(null)).isEmpty();
  }

  @Test
  void a_day_is_one_of_the_patients_calendar() {
    Period november = Period.of("2026-11").orElseThrow();
    Instant firstInAuckland = Instant.parse("2026-10-31T12:00:00Z");
    Instant lastInHonolulu = Instant.parse("2026-12-01T09:59:59Z");

    assertThat(november.contains(firstInAuckland, ZoneId.of("Pacific/Auckland"))).isTrue();
    assertThat(november.contains(firstInAuckland, ZoneId.of("UTC"))).isFalse();
    assertThat(november.contains(lastInHonolulu, ZoneId.of("Pacific/Honolulu"))).isTrue();
    assertThat(november.contains(lastInHonolulu, ZoneId.of("UTC"))).isFalse();
    assertThat(november.earliest()).isBefore(firstInAuckland);
    assertThat(november.latest()).isAfter(lastInHonolulu);
  }
}
