package org.patientjourney.workflows.exam;

import java.time.Instant;

/** One status that the provider reported, and when it reached us. */
public record ReportedStatus(int attempt, ExamStatus status, Instant receivedAt) {}
