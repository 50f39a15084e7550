package org.patientjourney.workflows.followup;

import io.temporal.activity.ActivityInterface;
import org.patientjourney.workflows.order.JourneyId;

/** Checks a follow-up on its day, as clinic, catalogue or contact may have changed. */
@ActivityInterface
public interface FollowUpActivities {
  /** Checks catalogue, clinic, state and contact data again. Only reads; retried for ever. */
  FollowUpCheck checkFollowUp(JourneyId followUp);
}
