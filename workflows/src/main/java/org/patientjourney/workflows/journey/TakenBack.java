package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.List;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ReportedStatus;

/**
 * What an attempt still says whose data were corrected since: it decides nothing, and a person is
 * asked (ADR 25).
 */
public final class TakenBack {
  private TakenBack() {}

  /**
   * Its decision is nobody's until the new attempt comes to the same, and its medicine may go to
   * where the patient no longer is.
   */
  public static boolean contradicts(JourneyState state) {
    Decision decision = Decision.of(state.statuses());
    boolean decides =
        Settlement.current(state).stream()
            .filter(state::isOfTakenBack)
            .map(report -> report.status().decision())
            .anyMatch(word -> word.isFinal() && word != decision);
    Instant byHand =
        Settlement.current(state).stream()
            .filter(ReportedStatus::byHand)
            .map(ReportedStatus::receivedAt)
            .findFirst()
            .orElse(Instant.MIN);
    return decides
        || state.prescriptions().stream()
            .filter(prescription -> prescription.receivedAt().isAfter(byHand))
            .anyMatch(prescription -> state.attempt(prescription.attempt()).takenBack())
        || state.shipments().stream()
            .filter(parcel -> parcel.receivedAt().isAfter(byHand))
            .anyMatch(parcel -> state.attempt(parcel.attempt()).takenBack());
  }

  /**
   * The attempt that a report decides by. A person who decides behind the word of an attempt that
   * was taken back, and of no other, decides by that one.
   */
  public static int decider(JourneyState state, ReportedStatus report) {
    if (!report.byHand()) {
      return report.attempt();
    }
    List<ReportedStatus> words =
        state.reports().subList(0, state.reports().lastIndexOf(report)).stream()
            .filter(word -> !word.byHand() && word.status().decision().isFinal())
            .toList();
    boolean hasOtherSpoken = words.stream().anyMatch(word -> !state.isOfTakenBack(word));
    return hasOtherSpoken
        ? report.attempt()
        : words.stream().mapToInt(ReportedStatus::attempt).max().orElse(report.attempt());
  }

  /**
   * Whether medicine and parcels of the attempt are followed: not of one that nobody decides by.
   */
  public static boolean isFollowed(JourneyState state, int attempt) {
    return !state.attempt(attempt).takenBack()
        || Settlement.current(state).stream()
            .filter(ReportedStatus::byHand)
            .anyMatch(report -> decider(state, report) == attempt);
  }
}
