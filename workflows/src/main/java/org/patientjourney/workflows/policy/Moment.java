package org.patientjourney.workflows.policy;

import java.time.Instant;

/** The workflow's time and the policy in force: all that a rule needs beside the state. */
public record Moment(Instant now, JourneyPolicy policy) {}
