package org.patientjourney.workflows.run;

import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.JourneyPolicy;

/**
 * What a run gets when it claims its journey.
 *
 * @param runId of the run that claimed; once another run has claimed, this one records nothing
 */
public record JourneyClaim(String runId, JourneyState state, JourneyPolicy policy) {}
