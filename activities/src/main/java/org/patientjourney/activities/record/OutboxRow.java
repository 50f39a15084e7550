package org.patientjourney.activities.record;

import org.patientjourney.workflows.order.JourneyId;

/**
 * One row to hand over.
 *
 * @param attempts including the one that this claim begins
 */
public record OutboxRow(
    long id,
    OutboxKind kind,
    JourneyId journeyId,
    String payload,
    int attempts,
    boolean journeyOpen) {}
