package org.patientjourney.workflows.journey;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import org.patientjourney.workflows.exam.Decision;
import org.patientjourney.workflows.exam.PatientExamId;
import org.patientjourney.workflows.invite.Attempt;
import org.patientjourney.workflows.invite.InviteStatus;

/** What a person tells a journey to do. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JourneyCommand.Release.class, name = "release"),
  @JsonSubTypes.Type(value = JourneyCommand.ConfirmInvite.class, name = "confirm-invite"),
  @JsonSubTypes.Type(value = JourneyCommand.SendInviteAgain.class, name = "send-invite-again"),
  @JsonSubTypes.Type(value = JourneyCommand.Close.class, name = "close")
})
public sealed interface JourneyCommand extends Fact {
  Origin origin();

  /** Why the command cannot be carried out as the journey stands, and what would help. */
  Optional<String> refusal(JourneyState state);

  /** What the command does; only called when it was not refused. */
  @Override
  Change apply(JourneyState state, Moment moment);

  /**
   * Who gave the command and why.
   *
   * @param id chosen by the caller: the same id again does nothing
   * @param actor the caller's role
   * @param reason a person's words; may name a patient, so it is stored encrypted
   */
  record Origin(String id, String actor, String reason) {
    JournalEntry entry(JournalKind kind, Moment moment) {
      return JournalEntry.of(kind, moment).with("command", id).by(actor, reason);
    }

    @Override
    public String toString() {
      return "Origin[" + id + " by " + actor + "]";
    }
  }

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

  /** Ends a hold: what the hold was about has been dealt with. */
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
      if (hold.release() == HoldReason.Release.REFUSED) {
        return Optional.of("a release does not answer the hold " + hold + ": " + hold.advice());
      }
      if (hold == HoldReason.UNKNOWN_STATUS && state.facets().decision() == Decision.NEEDS_REVIEW) {
        return Optional.of(
            "no decision is known yet: wait for the provider's next event, or close");
      }
      if (hold.release() == HoldReason.Release.SENDS_INVITE
          && state.facets().invite() != InviteStatus.REFUSED) {
        return Optional.of("expected a refused invite, found " + state.facets().invite());
      }
      if (hold.release() == HoldReason.Release.SENDS_INVITE && !state.terms().isLeader()) {
        return Optional.of(
            "the invite is sent by " + state.terms().meetingId().leader() + ": release that one");
      }
      return Optional.empty();
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      JourneyState released = state.withoutHolds(reason -> reason == hold);
      if (hold.release() == HoldReason.Release.SENDS_INVITE) {
        released = released.withFacets(released.facets().withInvite(InviteStatus.NOT_SENT));
      }
      return Change.of(released)
          .recording(origin.entry(JournalKind.HOLD_RELEASED, moment).with("hold", hold));
    }
  }

  /** An operator saw the unknown invite in the provider's portal. */
  record ConfirmInvite(Origin origin, PatientExamId patientExamId) implements JourneyCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return onlyWhenUnknown(state);
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      Attempt found = state.attempt(state.lastAttempt()).spokenFor(patientExamId);
      return state
          .withAttempt(found)
          .settle(moment)
          .recording(
              origin
                  .entry(JournalKind.INVITE_CONFIRMED_BY_PERSON, moment)
                  .with("attempt", found.number())
                  .with("patientExamId", patientExamId));
    }
  }

  /** An operator made sure that the unknown invite does not exist at the provider. */
  record SendInviteAgain(Origin origin) implements JourneyCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return onlyWhenUnknown(state)
          .or(
              () ->
                  state.terms().isLeader()
                      ? Optional.empty()
                      : Optional.of(
                          "the invite is sent by "
                              + state.terms().meetingId().leader()
                              + ": send it again there"));
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      JourneyState again =
          state
              .withoutHolds(reason -> reason == HoldReason.INVITE_UNKNOWN)
              .withFacets(state.facets().withInvite(InviteStatus.NOT_SENT));
      return Change.of(again)
          .recording(origin.entry(JournalKind.INVITE_SENT_AGAIN_BY_PERSON, moment));
    }
  }

  /** Ends the journey without a decision. The invite, if any, stays open at the provider. */
  record Close(Origin origin) implements JourneyCommand {
    @Override
    public Optional<String> refusal(JourneyState state) {
      return state.facets().invite() == InviteStatus.UNKNOWN
          ? Optional.of("the invite is UNKNOWN: resolve it first")
          : Optional.empty();
    }

    @Override
    public Change apply(JourneyState state, Moment moment) {
      Change closed = state.close(Closure.Outcome.CLOSED_BY_PERSON, moment);
      return new Change(
          closed.state(),
          closed.entries().stream().map(e -> e.by(origin.actor(), origin.reason())).toList(),
          closed.alarms(),
          closed.deliveries());
    }
  }

  private static Optional<String> onlyWhenUnknown(JourneyState state) {
    return state.facets().invite() == InviteStatus.UNKNOWN
        ? Optional.empty()
        : Optional.of("expected an unknown invite, found " + state.facets().invite());
  }
}
