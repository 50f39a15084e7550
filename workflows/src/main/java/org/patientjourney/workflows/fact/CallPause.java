package org.patientjourney.workflows.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a journey waited, or waits, because calls to the provider are paused by command.
 *
 * @param endedAt null while it waits
 */
public record CallPause(Instant begunAt, @Nullable Instant endedAt) {}
