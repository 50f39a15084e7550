package org.patientjourney.activities.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which journeys a page shows, in the order of their ids; a filter that is null takes all.
 *
 * @param hold only with a hold of this reason
 * @param createdBefore ordered before
 * @param dueAfter open, and due at this instant or later
 * @param dueBefore open, and due before this instant
 * @param after the last id of the page before
 */
public record JourneyQuery(
    @Nullable String clinic,
    @Nullable String orderId,
    @Nullable String patientId,
    @Nullable String patientExamId,
    @Nullable String stage,
    @Nullable Boolean open,
    @Nullable String hold,
    @Nullable Instant createdBefore,
    @Nullable Instant dueAfter,
    @Nullable Instant dueBefore,
    String after,
    int limit) {}
