package org.patientjourney.workflows.followup;

import io.temporal.activity.ActivityInterface;
import org.patientjourney.workflows.order.JourneyId;

/** Looks at a follow-up once more when its day has come: three weeks change things. */
@ActivityInterface
public interface FollowUpActivities {
  /** Checks catalogue, clinic, state and contact data again. Only reads; retried for ever. */
  FollowUpCheck checkFollowUp(JourneyId followUp);
}
