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
    @Nullable String evidence) {

  public enum ObligationStatus {
    OPEN,
    /** Due and grace have passed, and an alarm was raised. It can still be met, late. */
    OVERDUE,
    MET,
    /** Nothing is owed any more: the journey ended, or nothing was prescribed. */
    DROPPED,
    /** A person with the right to do so ended it, with a reason. */
    WAIVED,
    /** The provider owes it and does not report whether it is met: recorded, not monitored. */
    RECORDED
  }
}
