package org.patientjourney.workflows.meeting;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.CallPause;
import org.patientjourney.workflows.fact.InviteStatus;
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
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** The invite: sent by one journey of the meeting; the others wait for its answer. */
public record InvitePhase() implements Phase {
  private static final Set<HoldReason> ANSWERED_BY_INVITE =
      EnumSet.of(
          HoldReason.KEY_REFUSED,
          HoldReason.PROVIDER_NOT_CONFIGURED,
          HoldReason.AGREEMENTS_UNSIGNED,
          HoldReason.PRESCRIPTION_CONTRACT_UNSIGNED,
          HoldReason.UNAUTHORIZED,
          HoldReason.NEEDS_INPUT,
          HoldReason.PATIENT_ERASED,
          HoldReason.INVITE_OVERDUE,
          HoldReason.INVITE_UNKNOWN);

  @Override
  public boolean isOpen(JourneyState state) {
    return !state.isCancelAccepted()
        && state.decision().isUndecided()
        && switch (state.invite()) {
          case NOT_DUE, SENT, CANCELLED -> false;
          case NOT_SENT, SENDING, UNKNOWN, REFUSED, REPLACED -> true;
        };
  }

  public static boolean mustSend(JourneyState state) {
    InviteStatus invite = state.invite();
    return state.terms().isSender()
        && !state.isClosed()
        && !state.isCancelAccepted()
        && state.decision().isUndecided()
        && !isStopped(state)
        && (invite == InviteStatus.NOT_SENT || invite == InviteStatus.SENDING);
  }

  /** A journey held by a person was left out of its meeting's invite and is invited alone later. */
  private static boolean isStopped(JourneyState state) {
    return state.hasHold(HoldReason.HELD_BY_PERSON)
        && state.latestAttempt().status() == InviteStatus.REPLACED;
  }

  @Override
  public JourneyState settle(JourneyState state, Moment moment) {
    JourneyState settled =
        state.isInvited() || state.decision().isFinal()
            ? state.withoutHolds(ANSWERED_BY_INVITE::contains)
            : state;
    if (state.isCancelAccepted()) {
      return settled;
    }
    if (state.invite() == InviteStatus.REFUSED && !state.decision().isFinal()) {
      return refused(settled, moment);
    }
    return state.isInvited() && state.facets().handover() == Handover.AWAITING_CLINIC
        ? settled.withHold(HoldReason.HANDOVER, moment)
        : settled;
  }

  /** A refusal answers whether the invite exists; a person must then remove its cause. */
  private static JourneyState refused(JourneyState state, Moment moment) {
    JourneyState answered = state.withoutHold(HoldReason.INVITE_UNKNOWN, HoldReason.INVITE_OVERDUE);
    return answered.holds().stream().anyMatch(hold -> ANSWERED_BY_INVITE.contains(hold.reason()))
        ? answered
        : answered.withHold(HoldReason.UNAUTHORIZED, moment);
  }

  @Override
  public Stream<Deadline> deadlines(JourneyState state, JourneyPolicy policy) {
    if (state.decision().isFinal()) {
      return Stream.empty();
    }
    Instant at = answerExpectedBy(state, policy);
    return switch (state.invite()) {
      case NOT_SENT, SENDING ->
          state.hasHold(HoldReason.INVITE_OVERDUE) || state.isPaused()
              ? Stream.empty()
              : Stream.of(
                  Deadline.asking(
                      at, "answer to the invite expected by", HoldReason.INVITE_OVERDUE));
      case UNKNOWN ->
          isAsked(state)
              ? Stream.empty()
              : Stream.of(
                  new Deadline(
                      at, "event of the unknown invite expected by", InvitePhase::stillUnknown));
      case NOT_DUE, SENT, REFUSED, CANCELLED, REPLACED -> Stream.empty();
    };
  }

  /** The time of a pause does not count. */
  private static Instant answerExpectedBy(JourneyState state, JourneyPolicy policy) {
    Instant started = state.latestAttempt().startedAt();
    CallPause pause = state.pause();
    Instant resumed = pause == null ? null : pause.endedAt();
    Instant from = resumed == null || resumed.isBefore(started) ? started : resumed;
    return from.plus(policy.inviteOverdue());
  }

  /** Whether a person would be asked now why a journey that waits for another's has no invite. */
  static boolean isOverdue(JourneyState state, Moment moment) {
    InviteStatus invite = state.invite();
    return (invite == InviteStatus.NOT_SENT || invite == InviteStatus.SENDING)
        && !state.decision().isFinal()
        && !state.hasHold(HoldReason.INVITE_OVERDUE)
        && !moment.now().isBefore(answerExpectedBy(state, moment.policy()));
  }

  public static boolean isAsked(JourneyState state) {
    return state.hasHold(HoldReason.INVITE_UNKNOWN) || state.hasHold(HoldReason.LINK_EXPIRED);
  }

  private static Change stillUnknown(JourneyState state, Moment moment) {
    return Change.of(state)
        .asking(HoldReason.INVITE_UNKNOWN, "attempt-" + state.lastAttempt(), moment)
        .recording(JournalKind.INVITE_STILL_UNKNOWN.at(moment));
  }

  @Override
  public Optional<Standing> standing(JourneyState state) {
    String send =
        state.terms().isSender()
            ? "the invite is sent to the provider"
            : "the invite is sent by " + state.terms().meetingId().sender();
    return Optional.of(
        switch (state.invite()) {
          case NOT_SENT -> new Standing(Stage.ORDERED, send, Owner.ENGINE);
          case SENDING -> new Standing(Stage.INVITING, send, Owner.ENGINE);
          case UNKNOWN ->
              new Standing(
                  Stage.INVITE_UNKNOWN,
                  "the provider's webhook or a late answer shows whether the invite exists",
                  Owner.PROVIDER);
          case NOT_DUE, SENT, REFUSED, CANCELLED, REPLACED ->
              new Standing(Stage.HELD, "a person decides", Owner.OPERATIONS);
        });
  }

  public static Change sending(JourneyState state, Moment moment) {
    int number = state.attemptToSend();
    return Change.of(state.awaitingAnswer(number, moment))
        .recording(JournalKind.INVITE_SENDING.at(moment).with("attempt", number));
  }

  /** An earlier attempt turned out to exist: nothing was sent, and a person has to look. */
  static Change alreadyExists(JourneyState state, int unmade, Moment moment) {
    JourneyState without = state.withoutAttempt(unmade);
    Attempt earlier = without.latestAttempt();
    return Change.of(without.withAttempt(earlier.with(InviteStatus.UNKNOWN)))
        .recording(JournalKind.INVITE_EXISTS.at(moment))
        .asking(HoldReason.INVITE_UNKNOWN, "attempt-" + earlier.number(), moment);
  }
}
