package org.patientjourney.workflows.journey;

import org.patientjourney.workflows.policy.JourneyPolicy;

/**
 * What a run gets when it claims its journey.
 *
 * @param epoch of this run; a run with an older one can record nothing any more
 */
public record JourneyClaim(JourneyState state, long epoch, JourneyPolicy policy) {}
