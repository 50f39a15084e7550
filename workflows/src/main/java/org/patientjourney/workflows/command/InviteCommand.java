package org.patientjourney.workflows.command;

import static org.patientjourney.workflows.command.JourneyCommand.refusedUnless;

import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

public sealed interface InviteCommand extends JourneyCommand {

  static Optional<String> unlessSender(JourneyState state, String instead) {
    return refusedUnless(
        state.terms().isSender(),
        "the invite is sent by " + state.terms().meetingId().sender() + ": " + instead);
  }

  private static Optional<String> unlessUnknown(JourneyState state) {
    return refusedUnless(
        state.invite() == InviteStatus.UNKNOWN,
        "expected an unknown invite, found " + state.invite());
  }

  private static Optional<String> unlessUndecided(JourneyState state) {
    return refusedUnless(
        state.decision().isUndecided(), "expected no decision, found " + state.decision());
  }

  /** An operator saw the unknown invite in the provider's portal. */
  record ConfirmInvite(Origin origin, PatientExamId patientExamId) implements InviteCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return unlessUnknown(state);
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      Attempt found = state.latestAttempt().confirmedByWebhook(patientExamId);
      return Change.of(state.withAttempt(found))
          .recording(
              origin
                  .entry(JournalKind.INVITE_CONFIRMED_BY_PERSON, moment)
                  .with("attempt", found.number())
                  .with("patientExamId", patientExamId));
    }
  }

  /** An operator made sure that the unknown invite does not exist at the provider. */
  record SendInviteAgain(Origin origin) implements InviteCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return unlessUnknown(state).or(() -> unlessSender(state, "send it again there"));
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      JourneyState again =
          state.withoutHold(HoldReason.INVITE_UNKNOWN).withAttempt(state.latestAttempt().repeat());
      return Change.of(again)
          .recording(origin.entry(JournalKind.INVITE_SENT_AGAIN_BY_PERSON, moment));
    }
  }

  /** The clinic, which contacts its patients itself, has given this one the invite's link. */
  record ConfirmHandover(Origin origin) implements InviteCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return switch (state.facets().handover()) {
        case AWAITING_CLINIC -> Optional.empty();
        case NOT_DUE -> Optional.of("expected a sent invite, found " + state.invite());
        case BY_PROVIDER -> Optional.of("the provider sends this patient the link itself");
        case CONFIRMED -> Optional.of("expected a handover that is awaited, found it confirmed");
      };
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      return Change.of(handedOver(state))
          .recording(
              origin.entry(JournalKind.HANDED_OVER, moment).with("attempt", state.lastAttempt()));
    }

    static JourneyState handedOver(JourneyState state) {
      Attempt latest = state.latestAttempt();
      return state
          .withAttempt(latest.handedOver(state.resends().sent(latest.number())))
          .withoutHold(HoldReason.HANDOVER);
    }
  }

  /** Asks the provider to send the link again: it e-mails and texts the patient. */
  record ResendInvite(Origin origin) implements InviteCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      if (!state.isInvited()) {
        return Optional.of("expected a sent invite, found " + state.invite());
      }
      if (state.hasHold(HoldReason.HELD_BY_PERSON)) {
        return Optional.of("nothing is sent for the journey: release HELD_BY_PERSON first");
      }
      if (state.cancellation() != null) {
        return Optional.of("a cancellation was asked for: the link is not sent again");
      }
      if (state.resends().requested(state.lastAttempt()).isPresent()) {
        return Optional.of(
            "a resend is requested already: it is sent by itself, within send hours unless a person"
                + " asked for it");
      }
      if (state.resends().madeFor(state.lastAttempt()) >= Resend.LIMIT) {
        return Optional.of("the provider takes " + Resend.LIMIT + " resends: re-invite, or close");
      }
      return unlessUndecided(state);
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      int attempt = state.lastAttempt();
      return Change.of(
              state.withResend(
                  Resend.requested(Resend.Cause.COMMAND, origin.id(), attempt, moment.now())))
          .recording(
              origin
                  .entry(JournalKind.RESEND_REQUESTED, moment)
                  .with("attempt", attempt)
                  .with("cause", Resend.Cause.COMMAND));
    }
  }

  /**
   * A new attempt in place of one that leads nowhere: missed, not applicable, expired, or refused
   * while the journey that sends for the meeting is closed. The journey gets a meeting of its own.
   */
  record ReInvite(Origin origin) implements InviteCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      if (state.isCancelRequested()) {
        return Optional.of("the journey is being cancelled: order the exam again instead");
      }
      String unsent = "expected a sent invite, found " + state.invite();
      return switch (state.invite()) {
        case SENT -> unlessSpent(state);
        case NOT_SENT, REFUSED ->
            refusedUnless(
                !state.terms().isSender(),
                unsent + ": a refused one is sent again by releasing its hold");
        case NOT_DUE, SENDING, UNKNOWN, CANCELLED, REPLACED -> Optional.of(unsent);
      };
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      int spent = state.lastAttempt();
      JourneyState again =
          state
              .withEachAttempt(
                  attempt ->
                      isPending(attempt, spent) ? attempt.with(InviteStatus.REPLACED) : attempt)
              .withoutHolds(HoldReason::isAnsweredByNewInvite)
              .inOwnMeeting();
      return Change.of(again)
          .recording(origin.entry(JournalKind.REINVITED_BY_PERSON, moment).with("replaces", spent));
    }

    private static boolean isPending(Attempt attempt, int last) {
      return attempt.status() == InviteStatus.SENT || attempt.number() == last;
    }

    private static Optional<String> unlessSpent(JourneyState state) {
      Decision decision = state.decision();
      return refusedUnless(
          decision == Decision.MISSED
              || decision == Decision.NOT_APPLICABLE
              || state.hasHold(HoldReason.LINK_EXPIRED),
          "expected a missed, not applicable or expired exam, found "
              + decision
              + ": the patient's link still works");
    }
  }

  /**
   * The order's contact or state was wrong and is corrected. An invite that went out by the old
   * data is cancelled, and the exam is invited anew.
   *
   * @param correction its number; what it says stays in PostgreSQL
   */
  record CorrectContact(Origin origin, int correction) implements InviteCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return refusedUnless(!state.isCancelRequested(), OutcomeCommand.CANCELLING)
          .or(() -> unlessUndecided(state));
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      return Change.of(superseding(corrected(state, moment)))
          .recording(
              origin.entry(JournalKind.CONTACT_CORRECTED, moment).with("correction", correction));
    }

    /** No earlier attempt counts, unless it is decided before the provider cancels it. */
    private static JourneyState superseding(JourneyState state) {
      return state.isCancelRequested() ? state : state.withEachAttempt(Attempt::supersede);
    }

    private static JourneyState corrected(JourneyState state, Moment moment) {
      return switch (state.invite()) {
        case NOT_DUE, NOT_SENT, CANCELLED, REPLACED -> state;
        case REFUSED -> mayNowBeTaken(state) ? sentAgain(state) : state;
        case SENDING, SENT, UNKNOWN -> state.withCancellation(Cancellation.toReplace(moment.now()));
      };
    }

    private static boolean mayNowBeTaken(JourneyState state) {
      return state.hasHold(HoldReason.NEEDS_INPUT) && state.terms().isSender();
    }

    private static JourneyState sentAgain(JourneyState state) {
      return state.withoutHold(HoldReason.NEEDS_INPUT).withAttempt(state.latestAttempt().repeat());
    }
  }
}
