package org.patientjourney.workflows.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.ReportedStatus;

/** Which of the reported statuses count (ADR 16, ADR 25). */
public record Reports(JourneyState state) {

  /**
   * A missed or not applicable exam counts until the patient gets a new try by a resend or a new
   * attempt. All other reports count, of any attempt that was not superseded.
   */
  public List<ReportedStatus> counting() {
    int resends = state.resends().made();
    return current().stream()
        .filter(report -> !isOfSuperseded(report))
        .filter(
            report ->
                !report.status().decision().isUndecided()
                    || (report.resends() == resends && !state.attempt(report.attempt()).isOver()))
        .toList();
  }

  public List<ExamStatus> statuses() {
    return counting().stream().map(ReportedStatus::status).toList();
  }

  /** Whether a clinician saw the patient: a status that we do not know does not say so. */
  public boolean isExamined() {
    return statuses().stream()
        .anyMatch(status -> status != ExamStatus.UNKNOWN && !status.decision().isUndecided());
  }

  public IntStream decidingAttempts() {
    return counting().stream()
        .filter(report -> report.status().decision().isFinal())
        .mapToInt(this::decidedAttempt);
  }

  /** A person overrules what was reported before. */
  private List<ReportedStatus> current() {
    List<ReportedStatus> reports = state.reports();
    int from = 0;
    for (int i = 0; i < reports.size(); i++) {
      from = reports.get(i).byHand() ? i : from;
    }
    return reports.subList(from, reports.size());
  }

  public boolean isOfSuperseded(ReportedStatus report) {
    return !report.byHand() && state.attempt(report.attempt()).superseded();
  }

  /**
   * Approved and rejected, or a medicine and rejected; or approved or a medicine although the
   * provider had agreed to cancel. A medicine is prescribed or on its way; who decided by hand knew
   * of those before.
   */
  boolean isContradicted() {
    boolean isTreating = state.medicines().isTreatingAfter(overruledAt());
    return Decision.contradicts(statuses())
        || (isTreating && state.decision() == Decision.REJECTED)
        || ((isTreating || hasProviderReported(ExamStatus.APPROVED)) && state.isCancelAccepted())
        || isContradictedBySuperseded();
  }

  /** When a person decided last; the beginning of time when none did. */
  private Instant overruledAt() {
    return current().stream()
        .filter(ReportedStatus::byHand)
        .map(ReportedStatus::receivedAt)
        .findFirst()
        .orElse(Instant.MIN);
  }

  private boolean hasProviderReported(ExamStatus status) {
    return counting().stream().anyMatch(report -> report.status() == status && !report.byHand());
  }

  /**
   * A decision under a superseded attempt counts once the new attempt has the same; its medicine
   * may go to where the patient no longer is.
   */
  public boolean isContradictedBySuperseded() {
    Decision decision = state.decision();
    Instant byHand = overruledAt();
    return current().stream()
            .filter(this::isOfSuperseded)
            .map(report -> report.status().decision())
            .anyMatch(reported -> reported.isFinal() && reported != decision)
        || state.prescriptions().stream()
            .filter(prescription -> prescription.receivedAt().isAfter(byHand))
            .anyMatch(prescription -> state.attempt(prescription.attempt()).superseded())
        || state.shipments().stream()
            .filter(parcel -> parcel.receivedAt().isAfter(byHand))
            .anyMatch(parcel -> state.attempt(parcel.attempt()).superseded());
  }

  /** A person who decides when only a superseded attempt has a decision decides by that attempt. */
  private int decidedAttempt(ReportedStatus report) {
    if (!report.byHand()) {
      return report.attempt();
    }
    List<ReportedStatus> decisions =
        state.reports().subList(0, state.reports().lastIndexOf(report)).stream()
            .filter(other -> !other.byHand() && other.status().decision().isFinal())
            .toList();
    return decisions.stream().allMatch(this::isOfSuperseded)
        ? decisions.stream().mapToInt(ReportedStatus::attempt).max().orElse(report.attempt())
        : report.attempt();
  }

  boolean isFollowed(int attempt) {
    return !state.attempt(attempt).superseded()
        || current().stream()
            .filter(ReportedStatus::byHand)
            .anyMatch(report -> decidedAttempt(report) == attempt);
  }

  /** With one more; those without a decision are counted again, in the order of their receipt. */
  public List<ReportedStatus> with(ReportedStatus report, Duration redeliveryWindow) {
    List<ReportedStatus> all = new ArrayList<>(state.reports());
    all.add(report);
    return all.stream()
        .map(one -> isRepeatable(one) ? counted(one, all, redeliveryWindow) : one)
        .toList();
  }

  /**
   * Whether a report without a decision is delivered again, and no second outcome. An event 1 has
   * neither time nor number, so the same content within the window is taken for a redelivery.
   */
  public boolean isRedelivery(ReportedStatus report, Duration window) {
    List<ReportedStatus> all = with(report, window);
    int resends = all.get(all.size() - 1).resends();
    return isRepeatable(report)
        && all.stream()
                .filter(same -> same.saysTheSameAs(report) && same.resends() == resends)
                .count()
            > 1;
  }

  private static boolean isRepeatable(ReportedStatus report) {
    return report.status().decision().isUndecided() && report.digest() != null;
  }

  private ReportedStatus counted(
      ReportedStatus report, List<ReportedStatus> all, Duration redeliveryWindow) {
    List<ReportedStatus> same =
        all.stream()
            .filter(report::saysTheSameAs)
            .filter(one -> !one.receivedAt().isAfter(report.receivedAt()))
            .sorted(Comparator.comparing(ReportedStatus::receivedAt))
            .toList();
    Instant outcome = same.get(0).receivedAt();
    for (ReportedStatus later : same) {
      boolean isSecond =
          madeBefore(later.receivedAt()) > madeBefore(outcome)
              && later.receivedAt().isAfter(outcome.plus(redeliveryWindow));
      outcome = isSecond ? later.receivedAt() : outcome;
    }
    return report.afterResends(madeBefore(outcome));
  }

  private int madeBefore(Instant receivedAt) {
    return state.resends().madeBefore(receivedAt);
  }
}
