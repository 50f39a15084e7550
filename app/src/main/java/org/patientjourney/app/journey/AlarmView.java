package org.patientjourney.app.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.JourneyId;

/**
 * An alarm as operations see it.
 *
 * @param owner who should act
 * @param text what is the matter and what to do
 * @param journeyId absent when it concerns more than one journey, or none
 * @param subject distinguishes alarms of one kind and journey
 * @param acknowledgedBy the name of a key; {@code engine} when it came to its end by itself
 * @param href what it is about: a journey or an incident
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlarmView(
    long alarmId,
    AlarmKind kind,
    AlarmKind.Severity severity,
    Owner owner,
    String text,
    @Nullable JourneyId journeyId,
    String subject,
    Instant since,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledgedAt,
    @Nullable String href) {
  private static final Pattern INCIDENT = Pattern.compile("incident-([0-9]+)(-.*)?");

  public static AlarmView of(AlarmRow row) {
    AlarmKind kind = row.kind();
    return new AlarmView(
        row.alarmId(),
        kind,
        kind.severity(),
        kind.owner(),
        kind.text(),
        row.journeyId(),
        row.subject(),
        row.since(),
        row.acknowledgedBy(),
        row.acknowledgedAt(),
        href(row));
  }

  private static @Nullable String href(AlarmRow row) {
    Matcher incident = INCIDENT.matcher(row.subject());
    if (incident.matches()) {
      return "/incidents/" + incident.group(1);
    }
    return row.journeyId() == null ? null : "/journeys/" + row.journeyId();
  }
}
