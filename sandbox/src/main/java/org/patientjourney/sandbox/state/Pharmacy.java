package org.patientjourney.sandbox.state;

import org.jspecify.annotations.Nullable;

/** Where an invite sends its prescription; only a partner tells the provider of its parcels. */
public record Pharmacy(boolean partner, String name, @Nullable Long orderSetId) {}
