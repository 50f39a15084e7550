package org.patientjourney.workflows.followup;

import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.patientjourney.workflows.order.JourneyId;

/** Checks a follow-up on its day, as clinic, catalogue or contact may have changed. */
@ActivityInterface
public interface FollowUpActivities {
  /** Checks catalogue, clinic, state and contact data again. Only reads; retried for ever. */
  FollowUpCheck checkFollowUp(JourneyId followUp);

  /**
   * Whether a follow-up that is due can be sent.
   *
   * @param problems why it cannot be sent, in constant texts; empty when it can
   * @param isConfirmed whether a prescription was confirmed after the visit
   */
  public record FollowUpCheck(List<String> problems, boolean isConfirmed) {
    public FollowUpCheck {
      problems = List.copyOf(problems);
    }
  }
}
