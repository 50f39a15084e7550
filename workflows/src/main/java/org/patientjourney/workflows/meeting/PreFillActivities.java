package org.patientjourney.workflows.meeting;

import io.temporal.activity.ActivityInterface;
import org.patientjourney.workflows.fact.Attempt.PreFill;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * Gives the provider the answers that the order brought along; failing softly: the patient is asked
 * instead.
 */
@ActivityInterface
public interface PreFillActivities {
  /**
   * Safe to repeat: the last answer wins. Throws when the provider cannot be reached, to be tried
   * again.
   */
  PreFill preFill(MeetingId meeting, int attempt, JourneyId journey);
}
