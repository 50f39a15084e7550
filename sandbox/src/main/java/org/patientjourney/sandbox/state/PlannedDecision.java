package org.patientjourney.sandbox.state;

import java.time.Instant;

/** What the provider will decide about a patient exam, and when. */
public record PlannedDecision(ExamStatus status, Instant at) {}
