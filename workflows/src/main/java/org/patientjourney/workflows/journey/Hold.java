package org.patientjourney.workflows.journey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reason why a person must act.
 *
 * @param field the JSON pointer of our field, when the provider refused one
 */
public record Hold(HoldReason reason, Instant since, @Nullable String field) {}
