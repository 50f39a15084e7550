package org.patientjourney.activities.record;

import org.jdbi.v3.core.mapper.Nested;

/**
 * A journey and the transaction that changed it last.
 *
 * @param changedInNumber orders changes within one database; it means nothing in another
 */
public record ChangedJourney(@Nested JourneyRow journey, long changedInNumber) {}
