package org.patientjourney.app.certificate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patientjourney.app.relay.RunningJourneys.Run;
import org.patientjourney.workflows.order.JourneyId;

/** The runs of follow-ups, as Temporal has them now. */
@FunctionalInterface
public interface FollowUpRuns {
  /** A run for each of them; empty when Temporal does not answer. */
  Optional<Map<JourneyId, Run>> find(List<JourneyId> followUps);
}
