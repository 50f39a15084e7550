package org.patientjourney.workflows.followup;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.run.JourneyRun;

/** Waits for a follow-up's day, then checks whether it can be sent. Late is still sent. */
public final class FollowUpStep {
  private static final Phase FOLLOW_UP = new FollowUpPhase();

  private final JourneyRun journey;
  private final FollowUpActivities checking =
      Workflow.newActivityStub(
          FollowUpActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(20))
              .setSummary("check whether the follow-up can be sent")
              .build());

  public FollowUpStep(JourneyRun journey) {
    this.journey = journey;
  }

  public void run() {
    while (journey.isIn(FOLLOW_UP)) {
      if (isToBeChecked(journey.state())) {
        FollowUpCheck check = checking.checkFollowUp(journey.state().terms().journeyId());
        journey.record(FollowUpPhase.checked(journey.state(), check, journey.moment()));
      } else {
        journey.await(FOLLOW_UP, this::isToBeChecked);
      }
    }
  }

  private boolean isToBeChecked(JourneyState state) {
    return FollowUpPhase.isToBeChecked(state, journey.moment().now());
  }
}
