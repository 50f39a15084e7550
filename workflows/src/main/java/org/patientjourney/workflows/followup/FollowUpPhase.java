package org.patientjourney.workflows.followup;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Deadline;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.journey.Standing;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** Of a follow-up alone: nothing is sent before its day. */
public record FollowUpPhase() implements Phase {
  @Override
  public boolean isOpen(JourneyState state) {
    return state.invite() == InviteStatus.NOT_DUE && !state.isCancelAccepted();
  }

  static boolean isToBeChecked(JourneyState state, Instant now) {
    return !now.isBefore(state.terms().startsAt()) && !state.hasHold(HoldReason.FOLLOW_UP_BLOCKED);
  }

  @Override
  public Stream<Deadline> deadlines(JourneyState state, JourneyPolicy policy) {
    return isOpen(state) && !state.hasHold(HoldReason.FOLLOW_UP_BLOCKED)
        ? Stream.of(Deadline.ofWait(state.terms().startsAt(), "GLP-1 follow-up due"))
        : Stream.empty();
  }

  @Override
  public Optional<Standing> standing(JourneyState state) {
    return Optional.of(
        new Standing(
            Stage.AWAITING_DUE,
            "the follow-up is invited",
            Owner.ENGINE,
            state.terms().startsAt()));
  }

  public static Change checked(JourneyState state, FollowUpCheck check, Moment moment) {
    if (!check.problems().isEmpty()) {
      return Change.of(state)
          .asking(HoldReason.FOLLOW_UP_BLOCKED, moment.now().toString(), moment)
          .recording(
              JournalKind.FOLLOW_UP_BLOCKED
                  .at(moment)
                  .with("problems", String.join("; ", check.problems())));
    }
    Change ready =
        Change.of(state.withFollowUpReady(moment.now()))
            .recording(
                JournalKind.FOLLOW_UP_READY
                    .at(moment)
                    .with("due", state.terms().startsAt())
                    .with("confirmed", check.isConfirmed()));
    return check.isConfirmed() ? ready : ready.alarming(AlarmKind.FOLLOW_UP_UNCONFIRMED, "due");
  }
}
