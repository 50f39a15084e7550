package org.patientjourney.activities.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How many rows have a name.
 *
 * @param name a constant that the record stores
 * @param detail a second one, where rows have two
 */
public record RecordCount(String name, @Nullable String detail, long rows) {}
