package org.patientjourney.workflows.consultation;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Deadline;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.journey.Standing;
import org.patientjourney.workflows.meeting.InvitePhase;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** The clinician's decision: awaited by webhook, at most for the lifetime of the link. */
public record ConsultationPhase() implements Phase {
  @Override
  public boolean isOpen(JourneyState state) {
    return !state.decision().isFinal() && !state.isCancelAccepted();
  }

  @Override
  public JourneyState settle(JourneyState state, Moment moment) {
    Decision decision = state.decision();
    JourneyState settled = withoutAnswered(state, decision);
    if (!state.isContradicted()) {
      settled = settled.withoutHold(HoldReason.CONTRADICTION);
    } else {
      settled = settled.withHold(HoldReason.CONTRADICTION, moment);
      // The new invite stays valid while a person looks at the contradiction.
      if (!decision.isUndecided() || !state.reported().isContradictedBySuperseded()) {
        return settled;
      }
    }
    if (state.isCancelAccepted()) {
      return settled;
    }
    return switch (decision) {
      case MISSED, NOT_APPLICABLE -> withoutDecision(settled, decision, moment);
      case NEEDS_REVIEW -> settled.withHold(HoldReason.UNKNOWN_STATUS, moment);
      case PENDING, DEFERRED, REJECTED, APPROVED -> settled;
    };
  }

  private static JourneyState withoutAnswered(JourneyState state, Decision decision) {
    return state.withoutHolds(
        reason ->
            switch (reason) {
              case MISSED, NOT_APPLICABLE ->
                  decision == Decision.PENDING || !decision.isUndecided();
              case HANDOVER -> state.reported().isExamined();
              case LINK_EXPIRED -> !decision.isUndecided();
              case REVIEW_OVERDUE -> decision.compareTo(Decision.DEFERRED) > 0;
              case CANCEL_FAILED -> decision.isFinal();
              case DECISION_NOT_RECEIVED -> !isRefusedByDecision(state) && !isTreating(state);
              default -> false;
            });
  }

  /** One resend is tried for each attempt; then a person decides. */
  private static JourneyState withoutDecision(
      JourneyState state, Decision decision, Moment moment) {
    int attempt = state.lastAttempt();
    if (moment.policy().resendWithoutDecision()
        && state.resends().requestedBy(Resend.Cause.NO_DECISION, attempt) == 0) {
      return state.withResend(
          Resend.requested(
              Resend.Cause.NO_DECISION, state.terms().examId().toString(), attempt, moment.now()));
    }
    if (state.resends().requested(attempt).isPresent()) {
      return state;
    }
    return decision == Decision.MISSED
        ? state.withHold(HoldReason.MISSED, moment)
        : state.withoutHold(HoldReason.MISSED).withHold(HoldReason.NOT_APPLICABLE, moment);
  }

  @Override
  public Stream<Deadline> deadlines(JourneyState state, JourneyPolicy policy) {
    return Stream.concat(ofConsultation(state, policy).stream(), ofLostDecision(state, policy));
  }

  private static Optional<Deadline> ofConsultation(JourneyState state, JourneyPolicy policy) {
    boolean linkMayExist =
        state.isInvited() || (state.invite() == InviteStatus.UNKNOWN && InvitePhase.isAsked(state));
    if (!linkMayExist || state.medicines().isTreating()) {
      return Optional.empty();
    }
    return switch (state.decision()) {
      case PENDING, MISSED, NOT_APPLICABLE -> ofLink(state, policy);
      case DEFERRED -> ofReview(state, policy);
      case NEEDS_REVIEW, REJECTED, APPROVED -> Optional.empty();
    };
  }

  /**
   * An owed follow-up, a contradiction, a possible prescription and an unapplied delivery keep the
   * journey open.
   */
  private static Optional<Deadline> ofLink(JourneyState state, JourneyPolicy policy) {
    Optional<Hold> expired =
        state.holds().stream().filter(hold -> hold.reason() == HoldReason.LINK_EXPIRED).findFirst();
    if (expired.isEmpty()) {
      return Optional.of(
          new Deadline(
              linkDies(state, policy),
              "decision of the consultation expected before the link expires on",
              (late, moment) ->
                  Change.of(late)
                      .holding(HoldReason.LINK_EXPIRED, moment)
                      .recording(JournalKind.LINK_EXPIRED.at(moment))));
    }
    return state.isOwedFollowUp()
            || state.hasHold(HoldReason.CONTRADICTION)
            || state.hasHold(HoldReason.PRESCRIPTION_UNCONFIRMED)
            || state.hasHold(HoldReason.DELIVERY_NOT_APPLIED)
        ? Optional.empty()
        : expired.map(
            hold ->
                new Deadline(
                    hold.since().plus(policy.linkGrace()),
                    "link expired: late decision expected by",
                    (late, moment) -> late.close(Closure.Outcome.EXPIRED, moment)));
  }

  /** When the link expires or expired; empty without a link or while its lifetime is paused. */
  public static Optional<Instant> linkExpiry(JourneyState state, JourneyPolicy policy) {
    boolean runs = !state.isClosed() && state.isInvited() && state.decision().isUndecided();
    return runs && !state.medicines().isTreating()
        ? Optional.of(linkDies(state, policy))
        : Optional.empty();
  }

  /** The link lives on from its last sending. */
  private static Instant linkDies(JourneyState state, JourneyPolicy policy) {
    Attempt latest = state.latestAttempt();
    return state
        .resends()
        .lastSentAt(latest.number())
        .orElse(latest.startedAt())
        .plus(policy.linkLifetime());
  }

  /** A deferral stops the link's lifetime: the patient was examined. */
  private static Optional<Deadline> ofReview(JourneyState state, JourneyPolicy policy) {
    return state.hasHold(HoldReason.REVIEW_OVERDUE)
        ? Optional.empty()
        : state
            .firstReportOf(ExamStatus.DEFERRED)
            .map(
                since ->
                    Deadline.asking(
                        since.plus(policy.reviewOverdue()),
                        "review of the medical director expected by",
                        HoldReason.REVIEW_OVERDUE));
  }

  private static Stream<Deadline> ofLostDecision(JourneyState state, JourneyPolicy policy) {
    if (state.hasHold(HoldReason.DECISION_NOT_RECEIVED)) {
      return Stream.empty();
    }
    Stream<Instant> refusedAt =
        Stream.ofNullable(state.cancellation())
            .filter(cancellation -> isRefusedByDecision(state))
            .map(Cancellation::at);
    Stream<Instant> treatingSince =
        state.medicines().treatingSince().filter(at -> isTreating(state)).stream();
    return Stream.concat(refusedAt, treatingSince)
        .map(
            since ->
                Deadline.asking(
                    since.plus(policy.inviteOverdue()),
                    "event with the decision expected by",
                    HoldReason.DECISION_NOT_RECEIVED));
  }

  /** The provider did not cancel because it has decided, and no event brought the decision. */
  private static boolean isRefusedByDecision(JourneyState state) {
    Cancellation cancellation = state.cancellation();
    return cancellation != null
        && cancellation.status() == Cancellation.Status.REFUSED
        && cancellation.decided() != null
        && state.decision().compareTo(cancellation.decided().decision()) < 0;
  }

  /** A prescription and its parcels follow an approval, and no event brought that. */
  private static boolean isTreating(JourneyState state) {
    return state.medicines().isTreating() && !state.decision().isFinal() && !state.isContradicted();
  }

  @Override
  public Optional<Standing> standing(JourneyState state) {
    return Optional.of(
        switch (state.decision()) {
          case DEFERRED ->
              new Standing(
                  Stage.AWAITING_MEDICAL_DIRECTOR,
                  "the clinic's medical director reviews the exam",
                  Owner.CLINIC);
          case NEEDS_REVIEW ->
              new Standing(Stage.HELD, "the provider's next event", Owner.OPERATIONS);
          case PENDING, MISSED, NOT_APPLICABLE, REJECTED, APPROVED -> awaitingPatient(state);
        });
  }

  private static Standing awaitingPatient(JourneyState state) {
    if (!state.isInvited()) {
      return new Standing(Stage.HELD, "a person decides", Owner.OPERATIONS);
    }
    return state.facets().handover() == Handover.AWAITING_CLINIC
        ? new Standing(Stage.AWAITING_CONSULTATION, HoldReason.HANDOVER.advice(), Owner.CLINIC)
        : new Standing(Stage.AWAITING_CONSULTATION, "the patient takes the exam", Owner.PATIENT);
  }
}
