package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** An operator made sure that the unknown invite does not exist at the provider. */
public record SendInviteAgain(Origin origin) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    return UnknownInvite.orRefusal(state).or(() -> onlyByLeader(state));
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    JourneyState again =
        state.withoutHold(HoldReason.INVITE_UNKNOWN).withAttempt(state.latestAttempt().repeat());
    return Change.of(again)
        .recording(origin.entry(JournalKind.INVITE_SENT_AGAIN_BY_PERSON, moment));
  }

  private static Optional<String> onlyByLeader(JourneyState state) {
    return state.terms().isLeader()
        ? Optional.empty()
        : Optional.of(
            "the invite is sent by "
                + state.terms().meetingId().leader()
                + ": send it again there");
  }
}
