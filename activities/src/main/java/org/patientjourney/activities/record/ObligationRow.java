package org.patientjourney.activities.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.journey.Owner;
import org.patientjourney.workflows.obligation.ObligationKind;

/**
 * A row of {@code obligation}.
 *
 * @param basisAt what the due instant was computed from
 * @param overdueAt due and grace: from then on an alarm tells
 * @param evidence the revision of the journey that ended it
 */
public record ObligationRow(
    JourneyId journeyId,
    ObligationKind kind,
    Owner owner,
    Instant basisAt,
    Instant dueAt,
    Instant overdueAt,
    ObligationStatus status,
    @Nullable Instant endedAt,
    @Nullable String evidence) {}
