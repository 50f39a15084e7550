package org.patientjourney.workflows.obligation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.workflows.journey.Handover;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;

/**
 * Something owed by a date, as a journey's state says. It is watched in PostgreSQL alone, so that
 * it is missed even while no journey runs.
 *
 * @param basis what the due instant is counted from
 * @param grace after which an alarm is raised
 */
public record Obligation(
    ObligationKind kind, Instant basis, Instant due, Duration grace, boolean isMet) {

  /** The provider names no time for a handover; a day is ours. */
  private static final Duration HANDOVER_WITHIN = Duration.ofDays(1);

  public static List<Obligation> of(JourneyState state, JourneyPolicy policy) {
    List<Obligation> owed = new ArrayList<>();
    Handover handover = state.facets().handover();
    boolean isSent = handover != Handover.NOT_DUE;
    Instant starts = state.terms().startsAt();
    owed.add(
        new Obligation(
            ObligationKind.INVITE,
            starts,
            starts.plus(policy.inviteOverdue()),
            policy.inviteOverdue(),
            isSent));
    if (state.terms().contact() == PatientContact.CLINIC && isSent) {
      Instant sent = state.attempt(state.lastAttempt()).startedAt();
      owed.add(
          new Obligation(
              ObligationKind.HANDOVER,
              sent,
              sent.plus(HANDOVER_WITHIN),
              policy.inviteOverdue(),
              handover == Handover.CONFIRMED));
    }
    return owed;
  }
}
