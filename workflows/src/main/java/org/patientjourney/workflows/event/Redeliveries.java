package org.patientjourney.workflows.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.journey.Resends;

/**
 * Distinguishes a redelivery of a report without a decision from a second outcome. An event 1 has
 * neither time nor number, so the same content within the window is taken for a redelivery.
 * Computed from all reports, so that the order in which they were applied does not matter.
 */
public final class Redeliveries {
  private final List<ReportedStatus> reports;
  private final Resends resends;
  private final Duration window;

  public Redeliveries(List<ReportedStatus> reports, Resends resends, Duration window) {
    this.reports = reports;
    this.resends = resends;
    this.window = window;
  }

  public List<ReportedStatus> with(ReportedStatus report) {
    List<ReportedStatus> all = new ArrayList<>(reports);
    all.add(report);
    return all.stream().map(one -> isRepeatable(one) ? counted(one, all) : one).toList();
  }

  public boolean isRedelivery(ReportedStatus report) {
    return isRepeatable(report)
        && with(report).stream()
                .filter(report::saysTheSameAs)
                .filter(same -> same.resends() == counted(report, with(report)).resends())
                .count()
            > 1;
  }

  private static boolean isRepeatable(ReportedStatus report) {
    return report.status().decision().isUndecided() && report.digest() != null;
  }

  private ReportedStatus counted(ReportedStatus report, List<ReportedStatus> all) {
    List<ReportedStatus> same =
        all.stream()
            .filter(report::saysTheSameAs)
            .filter(one -> !one.receivedAt().isAfter(report.receivedAt()))
            .sorted(Comparator.comparing(ReportedStatus::receivedAt))
            .toList();
    ReportedStatus outcome = same.get(0);
    for (ReportedStatus later : same) {
      outcome = isSecondOutcome(outcome, later) ? later : outcome;
    }
    return report.afterResends(resends.madeBefore(outcome.receivedAt()));
  }

  private boolean isSecondOutcome(ReportedStatus first, ReportedStatus later) {
    return resends.madeBefore(later.receivedAt()) > resends.madeBefore(first.receivedAt())
        && later.receivedAt().isAfter(first.receivedAt().plus(window));
  }
}
