package org.patientjourney.workflows.policy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The hours of a day in which a patient is written to without having asked for it, in the patient's
 * zone.
 *
 * @param from the time of day from which a patient is written to
 * @param until the time of day from which a patient is not written to any more
 */
public record SendHours(LocalTime from, LocalTime until) {
  public static final SendHours STANDARD = new SendHours(LocalTime.of(9, 0), LocalTime.of(18, 0));

  public SendHours {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("send hours end later on the day on which they begin");
    }
  }

  /** The first instant within send hours that is not before another. */
  public Instant atOrAfter(Instant earliest, ZoneId zone) {
    ZonedDateTime day = earliest.atZone(zone);
    if (day.toLocalTime().isBefore(from)) {
      return notBefore(earliest, day.with(from));
    }
    return day.toLocalTime().isBefore(until)
        ? earliest
        : notBefore(earliest, day.toLocalDate().plusDays(1).atTime(from).atZone(zone));
  }

  /**
   * When clocks are set back, a time of day occurs twice: the later one if the first is too early.
   */
  private static Instant notBefore(Instant earliest, ZonedDateTime candidate) {
    return candidate.toInstant().isBefore(earliest)
        ? candidate.withLaterOffsetAtOverlap().toInstant()
        : candidate.toInstant();
  }
}
