package org.patientjourney.workflows.journey;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.fulfilment.Fulfilling;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Facets.Fulfilment;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.Moment;

/**
 * Derives facets and holds from what is known, so that the order in which it became known does not
 * matter.
 */
public final class Settlement {
  /** Questions that a sent invite answers. */
  private static final Set<HoldReason> ANSWERED_BY_INVITE =
      EnumSet.of(
          HoldReason.KEY_REFUSED,
          HoldReason.PROVIDER_NOT_CONFIGURED,
          HoldReason.AGREEMENTS_UNSIGNED,
          HoldReason.PRESCRIPTION_CONTRACT_UNSIGNED,
          HoldReason.UNAUTHORIZED,
          HoldReason.NEEDS_INPUT,
          HoldReason.INVITE_OVERDUE,
          HoldReason.INVITE_UNKNOWN);

  /** Questions that a decision, or its review by the medical director, answers. */
  private static final Set<HoldReason> ANSWERED_BY_DECISION =
      EnumSet.of(
          HoldReason.HANDOVER,
          HoldReason.LINK_EXPIRED,
          HoldReason.MISSED,
          HoldReason.NOT_APPLICABLE,
          HoldReason.REVIEW_OVERDUE,
          HoldReason.CANCEL_FAILED,
          HoldReason.DECISION_NOT_RECEIVED);

  private Settlement() {}

  /**
   * The reports that count. A missed or not applicable exam counts until the patient gets a new try
   * by a resend or a new attempt; all else counts, whatever attempt it is of, but for one that was
   * taken back. What a person recorded overrules all that was known then.
   */
  public static List<ReportedStatus> counting(JourneyState state) {
    int resends = state.resends().made();
    return current(state).stream()
        .filter(report -> !state.isOfTakenBack(report))
        .filter(
            report ->
                !report.status().decision().isUndecided()
                    || (report.resends() == resends && !state.attempt(report.attempt()).isOver()))
        .toList();
  }

  /** From the last one on that a person recorded. */
  public static List<ReportedStatus> current(JourneyState state) {
    List<ReportedStatus> reports = state.reports();
    int from = 0;
    for (int i = 0; i < reports.size(); i++) {
      from = reports.get(i).byHand() ? i : from;
    }
    return reports.subList(from, reports.size());
  }

  public static JourneyState of(JourneyState state, Moment moment) {
    return Fulfilling.settle(decide(invite(state, moment), moment));
  }

  private static JourneyState invite(JourneyState state, Moment moment) {
    InviteStatus invite = inviteOf(state);
    JourneyState settled = state.withFacets(state.facets().withInvite(invite));
    if (invite == InviteStatus.REFUSED) {
      return refused(settled, moment);
    }
    if (invite != InviteStatus.SENT) {
      return settled;
    }
    settled = settled.withoutHolds(ANSWERED_BY_INVITE::contains);
    return settled.facets().handover() == Handover.NOT_DUE ? handOver(settled, moment) : settled;
  }

  /** A refusal answers whether the invite exists; somebody must then do something about it. */
  private static JourneyState refused(JourneyState state, Moment moment) {
    JourneyState answered =
        state.withoutHolds(
            reason -> reason == HoldReason.INVITE_UNKNOWN || reason == HoldReason.INVITE_OVERDUE);
    return answered.holds().stream().anyMatch(Settlement::sendsAgain)
        ? answered
        : answered.withHold(new Hold(HoldReason.UNAUTHORIZED, moment.now(), null));
  }

  private static boolean sendsAgain(Hold hold) {
    return hold.reason().release() == HoldReason.Release.SENDS_INVITE;
  }

  /** One attempt that the provider has is enough; else the latest speaks. */
  private static InviteStatus inviteOf(JourneyState state) {
    if (state.facets().invite() == InviteStatus.NOT_DUE) {
      return InviteStatus.NOT_DUE;
    }
    boolean sent =
        state.attempts().stream().anyMatch(attempt -> attempt.status() == InviteStatus.SENT);
    if (sent) {
      return InviteStatus.SENT;
    }
    Attempt latest = state.attempt(state.lastAttempt());
    return state.attempts().isEmpty() || latest.status() == InviteStatus.REPLACED
        ? InviteStatus.NOT_SENT
        : latest.status();
  }

  private static JourneyState handOver(JourneyState state, Moment moment) {
    if (state.terms().contact() == PatientContact.PROVIDER) {
      return state.withFacets(state.facets().withHandover(Handover.BY_PROVIDER));
    }
    return state
        .withFacets(state.facets().withHandover(Handover.AWAITING_CLINIC))
        .withHold(new Hold(HoldReason.HANDOVER, moment.now(), null));
  }

  private static JourneyState decide(JourneyState state, Moment moment) {
    Decision decision = Decision.of(state.statuses());
    JourneyState decided = state.withFacets(state.facets().withDecision(decision));
    if (decision.compareTo(Decision.DEFERRED) >= 0) {
      decided = decided.withoutHolds(ANSWERED_BY_DECISION::contains);
      decided = reachedPatient(decided);
    }
    if (decision == Decision.PENDING) {
      decided =
          decided.withoutHolds(
              reason -> reason == HoldReason.MISSED || reason == HoldReason.NOT_APPLICABLE);
    }
    if (decision.isFinal()) {
      decided = decided.withoutHolds(ANSWERED_BY_INVITE::contains);
    }
    if (!isContradicted(decided)) {
      decided = decided.withoutHolds(reason -> reason == HoldReason.CONTRADICTION);
    } else if (decision.isUndecided() && TakenBack.contradicts(decided)) {
      // The new invite goes on beside the question.
      decided = contradicted(decided, moment);
    } else {
      return contradicted(decided, moment);
    }
    return switch (decision) {
      case MISSED, NOT_APPLICABLE -> withoutDecision(decided, moment);
      case NEEDS_REVIEW ->
          decided.withHold(new Hold(HoldReason.UNKNOWN_STATUS, moment.now(), null));
      case PENDING, DEFERRED, REJECTED, APPROVED -> decided;
    };
  }

  /**
   * Approved and rejected, or prescribed and rejected; or approved or prescribed although the
   * provider had agreed to cancel.
   */
  public static boolean isContradicted(JourneyState state) {
    boolean approvedByProvider =
        counting(state).stream()
            .anyMatch(report -> report.status() == ExamStatus.APPROVED && !report.byHand());
    boolean rejectedByProvider =
        counting(state).stream()
            .anyMatch(report -> report.status() == ExamStatus.REJECTED && !report.byHand());
    boolean prescribed = Fulfilling.isPrescribed(state);
    return Decision.contradicts(state.statuses())
        || (prescribed && rejectedByProvider)
        || ((approvedByProvider || prescribed) && state.isCancelAccepted())
        || TakenBack.contradicts(state);
  }

  /** One resend is tried for each attempt; then a person decides. */
  private static JourneyState withoutDecision(JourneyState state, Moment moment) {
    int attempt = state.lastAttempt();
    if (moment.policy().resendWithoutDecision()
        && !state.resends().has(Resend.Cause.NO_DECISION, attempt)) {
      return state.withResend(
          Resend.requested(
              Resend.Cause.NO_DECISION, state.terms().examId().toString(), attempt, moment.now()));
    }
    if (state.resends().requested(attempt).isPresent()) {
      return state;
    }
    return state.facets().decision() == Decision.MISSED
        ? state.withHold(new Hold(HoldReason.MISSED, moment.now(), null))
        : state
            .withoutHolds(reason -> reason == HoldReason.MISSED)
            .withHold(new Hold(HoldReason.NOT_APPLICABLE, moment.now(), null));
  }

  /** Whoever was examined had the link, although we may never have known it. */
  private static JourneyState reachedPatient(JourneyState state) {
    boolean isByClinic = state.terms().contact() == PatientContact.CLINIC;
    return isByClinic && state.facets().handover() != Handover.CONFIRMED
        ? state.withFacets(state.facets().withHandover(Handover.CONFIRMED))
        : state;
  }

  private static JourneyState contradicted(JourneyState state, Moment moment) {
    return state
        .withFacets(state.facets().withFulfilment(Fulfilment.NONE))
        .withHold(new Hold(HoldReason.CONTRADICTION, moment.now(), null));
  }
}
