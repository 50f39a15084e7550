package org.patientjourney.app.configuration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How runs are executed.
 *
 * @param cachedRuns runs kept in memory, each with a thread; another is replayed from its history
 *     when something happens
 */
public record WorkerConfiguration(@Min(1) @Max(600) int cachedRuns) {
  static final WorkerConfiguration STANDARD = new WorkerConfiguration(100);
}
