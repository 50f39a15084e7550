package org.patientjourney.activities.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A row of {@code alarm}.
 *
 * @param journeyId null when it concerns more than one journey, or none
 */
public record AlarmRow(
    long alarmId,
    AlarmKind kind,
    @Nullable JourneyId journeyId,
    String subject,
    Instant since,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledgedAt) {}
