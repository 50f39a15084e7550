package org.patientjourney.activities.followup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When a follow-up is due.
 *
 * @param after the visit; whole days are days of the calendar, anything else is plain time, for
 *     engines whose days take seconds
 * @param from the time of day from which a patient is written to, in the patient's zone
 * @param until the time of day from which a patient is not written to any more
 * @param grace after which an overdue follow-up is told
 */
public record FollowUpPolicy(Duration after, LocalTime from, LocalTime until, Duration grace) {

  public FollowUpPolicy {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("send hours end later on the day on which they begin");
    }
  }

  /**
   * The first instant within send hours at or after the visit's local time so many days of the
   * calendar later.
   */
  public Instant dueAt(Instant visit, ZoneId zone) {
    if (!after.equals(Duration.ofDays(after.toDays()))) {
      return visit.plus(after);
    }
    Instant earliest = visit.atZone(zone).plusDays(after.toDays()).toInstant();
    ZonedDateTime day = earliest.atZone(zone);
    if (day.toLocalTime().isBefore(from)) {
      return notBefore(earliest, day.with(from));
    }
    return day.toLocalTime().isBefore(until)
        ? earliest
        : notBefore(earliest, day.toLocalDate().plusDays(1).atTime(from).atZone(zone));
  }

  /** Where clocks are set back within send hours a time of day comes twice: the later one then. */
  private static Instant notBefore(Instant earliest, ZonedDateTime candidate) {
    return candidate.toInstant().isBefore(earliest)
        ? candidate.withLaterOffsetAtOverlap().toInstant()
        : candidate.toInstant();
  }
}
