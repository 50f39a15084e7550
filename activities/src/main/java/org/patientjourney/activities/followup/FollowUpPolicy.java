package org.patientjourney.activities.followup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.patientjourney.workflows.policy.SendHours;

/**
 * When a follow-up is due.
 *
 * @param after the visit; whole days are days of the calendar, anything else is plain time, for
 *     engines whose days take seconds
 * @param grace after which an overdue follow-up raises an alarm
 */
public record FollowUpPolicy(Duration after, SendHours sendHours, Duration grace) {

  /**
   * The first instant within send hours at or after the visit's local time so many days of the
   * calendar later.
   */
  public Instant dueAt(Instant visit, ZoneId zone) {
    if (!after.equals(Duration.ofDays(after.toDays()))) {
      return visit.plus(after);
    }
    return sendHours.atOrAfter(visit.atZone(zone).plusDays(after.toDays()).toInstant(), zone);
  }
}
