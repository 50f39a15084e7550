package org.patientjourney.workflows.effect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journey.Facets.Handover;
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
public record Obligation(Kind kind, Instant basis, Instant due, Duration grace, boolean isMet) {

  /** The provider names no time for a handover; a day is ours. */
  private static final Duration HANDOVER_WITHIN = Duration.ofDays(1);

  public static List<Obligation> of(JourneyState state, JourneyPolicy policy) {
    List<Obligation> owed = new ArrayList<>();
    Handover handover = state.facets().handover();
    boolean isSent = handover != Handover.NOT_DUE;
    Instant starts = state.terms().startsAt();
    owed.add(
        new Obligation(
            Kind.INVITE,
            starts,
            starts.plus(policy.inviteOverdue()),
            policy.inviteOverdue(),
            isSent));
    if (state.terms().contact() == PatientContact.CLINIC && isSent) {
      int attempt = state.lastAttempt();
      Instant sent = state.resends().lastSentAt(attempt).orElse(state.attempt(attempt).startedAt());
      owed.add(
          new Obligation(
              Kind.HANDOVER,
              sent,
              sent.plus(HANDOVER_WITHIN),
              policy.inviteOverdue(),
              handover == Handover.CONFIRMED));
    }
    return owed;
  }

  /** What can be owed. Stored: names are permanent. */
  public enum Kind {
    /** The engine owes the patient an invite. */
    INVITE(Owner.ENGINE),
    /** The clinic, which contacts its patients itself, owes this one the link. */
    HANDOVER(Owner.CLINIC),
    /** The law wants this patient asked for side effects three weeks after a GLP-1 visit. */
    FOLLOW_UP(Owner.ENGINE);

    private final Owner owner;

    Kind(Owner owner) {
      this.owner = owner;
    }

    public Owner owner() {
      return owner;
    }
  }
}
