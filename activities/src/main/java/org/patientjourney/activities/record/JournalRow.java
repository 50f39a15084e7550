package org.patientjourney.activities.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.JourneyId;

/**
 * One stored line of the journal.
 *
 * @param detail canonical JSON of ids, enums and digests
 * @param note a person's words with their salt, encrypted
 * @param noteDigest SHA-256 of both
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
public record JournalRow(
    JourneyId journeyId,
    long seq,
    long revision,
    JournalKind kind,
    Instant at,
    String actor,
    String detail,
    byte @Nullable [] note,
    byte @Nullable [] noteDigest,
    byte[] prevHash,
    byte[] hash) {}
