package org.patientjourney.workflows.order;

import org.jspecify.annotations.Nullable;

/** Where the patient's browser goes after the meeting, by outcome. */
public record Redirects(
    @Nullable String approved,
    @Nullable String rejected,
    @Nullable String notApplicable,
    @Nullable String missed) {}
