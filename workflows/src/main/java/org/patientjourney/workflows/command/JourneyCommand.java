package org.patientjourney.workflows.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;

/** A command that a person gives to a journey. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HoldJourney.class, name = "hold"),
  @JsonSubTypes.Type(value = Release.class, name = "release"),
  @JsonSubTypes.Type(value = ConfirmInvite.class, name = "confirm-invite"),
  @JsonSubTypes.Type(value = SendInviteAgain.class, name = "send-invite-again"),
  @JsonSubTypes.Type(value = ResendInvite.class, name = "resend"),
  @JsonSubTypes.Type(value = ReInvite.class, name = "re-invite"),
  @JsonSubTypes.Type(value = RecordDecision.class, name = "record-decision"),
  @JsonSubTypes.Type(value = Cancel.class, name = "cancel"),
  @JsonSubTypes.Type(value = Close.class, name = "close"),
  @JsonSubTypes.Type(value = ConfirmHandover.class, name = "confirm-handover"),
  @JsonSubTypes.Type(value = CorrectContact.class, name = "correct-contact"),
  @JsonSubTypes.Type(value = WaiveFollowUp.class, name = "waive-follow-up"),
  @JsonSubTypes.Type(value = NothingPrescribed.class, name = "nothing-prescribed")
})
public sealed interface JourneyCommand extends Fact
    permits HoldJourney,
        Release,
        ConfirmInvite,
        SendInviteAgain,
        ResendInvite,
        ReInvite,
        RecordDecision,
        Cancel,
        Close,
        ConfirmHandover,
        CorrectContact,
        WaiveFollowUp,
        NothingPrescribed {
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
}
