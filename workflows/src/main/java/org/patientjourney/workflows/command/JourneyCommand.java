package org.patientjourney.workflows.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** A command that a person gives to a journey. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JourneyCommand.HoldJourney.class, name = "hold"),
  @JsonSubTypes.Type(value = JourneyCommand.Release.class, name = "release"),
  @JsonSubTypes.Type(value = InviteCommand.ConfirmInvite.class, name = "confirm-invite"),
  @JsonSubTypes.Type(value = InviteCommand.SendInviteAgain.class, name = "send-invite-again"),
  @JsonSubTypes.Type(value = InviteCommand.ResendInvite.class, name = "resend"),
  @JsonSubTypes.Type(value = InviteCommand.ReInvite.class, name = "re-invite"),
  @JsonSubTypes.Type(value = OutcomeCommand.RecordDecision.class, name = "record-decision"),
  @JsonSubTypes.Type(value = OutcomeCommand.Cancel.class, name = "cancel"),
  @JsonSubTypes.Type(value = OutcomeCommand.Close.class, name = "close"),
  @JsonSubTypes.Type(value = InviteCommand.ConfirmHandover.class, name = "confirm-handover"),
  @JsonSubTypes.Type(value = InviteCommand.CorrectContact.class, name = "correct-contact"),
  @JsonSubTypes.Type(value = OutcomeCommand.WaiveFollowUp.class, name = "waive-follow-up"),
  @JsonSubTypes.Type(value = OutcomeCommand.NothingPrescribed.class, name = "nothing-prescribed")
})
public sealed interface JourneyCommand extends Fact
    permits JourneyCommand.HoldJourney, JourneyCommand.Release, InviteCommand, OutcomeCommand {
  Origin origin();

  @Override
  Optional<String> refusal(JourneyState state);

  static String keyOf(String commandId) {
    return "command:" + commandId;
  }

  @Override
  default String key(JourneyState state) {
    return keyOf(origin().id());
  }

  @Override
  default String digest() {
    return getClass().getSimpleName();
  }

  static Optional<String> refusedUnless(boolean fits, String why) {
    return fits ? Optional.empty() : Optional.of(why);
  }

  /** Stops the engine from sending anything for the journey; what arrives is still merged. */
  record HoldJourney(Origin origin) implements JourneyCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return refusedUnless(
          !state.hasHold(HoldReason.HELD_BY_PERSON),
          "the journey is held by a person already: release that hold first");
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      return Change.of(state)
          .holding(HoldReason.HELD_BY_PERSON, moment)
          .recording(origin.entry(JournalKind.HELD_BY_PERSON, moment));
    }
  }

  /** Ends a hold whose cause is settled. */
  record Release(Origin origin, HoldReason hold) implements JourneyCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      if (!state.hasHold(hold)) {
        return Optional.of(
            "expected a hold "
                + hold
                + ", found "
                + state.holds().stream().map(Hold::reason).toList());
      }
      return switch (hold.release()) {
        case REFUSED ->
            Optional.of("a release does not answer the hold " + hold + ": " + hold.advice());
        case SENDS_INVITE -> unlessRefusedSender(state);
        case CLEARS ->
            refusedUnless(
                hold != HoldReason.UNKNOWN_STATUS || state.decision() != Decision.NEEDS_REVIEW,
                "no decision is known yet: wait for the provider's next event, record-decision, or"
                    + " close");
      };
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      JourneyState released =
          hold == HoldReason.HANDOVER
              ? InviteCommand.ConfirmHandover.handedOver(state)
              : state.withoutHold(hold);
      if (hold.sendsInvite()) {
        released = released.withAttempt(released.latestAttempt().repeat());
      }
      return Change.of(released)
          .recording(origin.entry(JournalKind.HOLD_RELEASED, moment).with("hold", hold));
    }

    private static Optional<String> unlessRefusedSender(JourneyState state) {
      return state.invite() == InviteStatus.REFUSED
          ? InviteCommand.unlessSender(state, "release that one, or re-invite this one alone")
          : Optional.of("expected a refused invite, found " + state.invite());
    }
  }
}
