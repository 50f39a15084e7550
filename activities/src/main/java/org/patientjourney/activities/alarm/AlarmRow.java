package org.patientjourney.activities.alarm;

import java.time.Instant;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.journey.JourneyId;

/** An open alarm. */
public record AlarmRow(
    long alarmId, AlarmKind kind, JourneyId journeyId, String subject, Instant since) {}
