package org.patientjourney.workflows.effect;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.Prescription;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;

/**
 * What a follow-up's day is counted from: our receipt of the first approval, or of the first
 * prescription where no approval had come.
 */
public record Visit(Instant at, Basis basis) {
  /** Empty while neither is known. A contradicted approval counts, as it may be true. */
  static Optional<Visit> of(JourneyState state) {
    Optional<Visit> approved =
        state.reports().stream()
            .filter(report -> report.status() == ExamStatus.APPROVED)
            .min(Comparator.comparing(ReportedStatus::receivedAt))
            .map(
                report ->
                    new Visit(
                        report.receivedAt(), report.byHand() ? Basis.BY_HAND : Basis.CONSULTATION));
    return isDisproved(state)
        ? Optional.empty()
        : approved.or(
            () ->
                state.prescriptions().stream()
                    .filter(Prescription::isConfirmed)
                    .map(Prescription::receivedAt)
                    .min(Instant::compareTo)
                    .map(at -> new Visit(at, Basis.PRESCRIPTION)));
  }

  /** Whether a visit by wrong data was approved, and then another one by the right data. */
  static boolean isAnother(JourneyState state) {
    List<ReportedStatus> approvals =
        state.reports().stream()
            .filter(report -> report.status() == ExamStatus.APPROVED && !report.byHand())
            .toList();
    return approvals.stream().anyMatch(state.reported()::isOfSuperseded)
        && !approvals.stream().allMatch(state.reported()::isOfSuperseded);
  }

  /** The proof that nothing was prescribed: rejected without contradiction, and no event 2 or 3. */
  static boolean isDisproved(JourneyState state) {
    return state.facets().decision() == Decision.REJECTED
        && !state.hasHold(HoldReason.CONTRADICTION)
        && state.prescriptions().isEmpty()
        && state.shipments().isEmpty();
  }

  /** From what the day of a follow-up is counted. Stored: names are permanent. */
  public enum Basis {
    CONSULTATION,
    /** Our receipt of event 2, when no approval had come. */
    PRESCRIPTION,
    BY_HAND
  }
}
