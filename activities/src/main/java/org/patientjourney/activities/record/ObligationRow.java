package org.patientjourney.activities.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A row of {@code obligation}.
 *
 * @param basisAt what the due instant was computed from
 * @param overdueAt due and grace: then an alarm is raised
 * @param evidence the revision of the journey that ended it
 */
public record ObligationRow(
    JourneyId journeyId,
    Obligation.Kind kind,
    Owner owner,
    Instant basisAt,
    Instant dueAt,
    Instant overdueAt,
    ObligationStatus status,
    @Nullable Instant endedAt,
    @Nullable String evidence) {}
