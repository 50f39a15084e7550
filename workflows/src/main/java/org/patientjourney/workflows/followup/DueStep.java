package org.patientjourney.workflows.followup;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyLoop;
import org.patientjourney.workflows.journey.JourneyState;

/**
 * Of a follow-up alone: waits for its day, then checks whether it can be sent. Late is still sent.
 */
public final class DueStep {
  private final JourneyLoop loop;

  private final FollowUpActivities checking =
      Workflow.newActivityStub(
          FollowUpActivities.class,
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(20)).build());

  public DueStep(JourneyLoop loop) {
    this.loop = loop;
  }

  public void run() {
    while (isWaiting(loop.state())) {
      if (isToBeChecked(loop.state())) {
        FollowUpCheck check = checking.checkFollowUp(loop.state().terms().journeyId());
        loop.record(FollowUp.checked(loop.state(), check, loop.moment()));
      } else {
        awaitDue();
      }
    }
  }

  private void awaitDue() {
    boolean told =
        loop.awaitUntil(
            state -> state.deadline(loop.moment().policy()),
            "the follow-up is due",
            state -> !isWaiting(state) || isToBeChecked(state));
    if (!told && !isToBeChecked(loop.state())) {
      loop.record(loop.state().deadlinePassed(loop.moment()));
    }
  }

  private boolean isWaiting(JourneyState state) {
    return state.facets().invite() == InviteStatus.NOT_DUE && !state.isClosed();
  }

  private boolean isToBeChecked(JourneyState state) {
    return !loop.moment().now().isBefore(state.terms().startsAt())
        && !state.hasHold(HoldReason.FOLLOW_UP_BLOCKED);
  }
}
