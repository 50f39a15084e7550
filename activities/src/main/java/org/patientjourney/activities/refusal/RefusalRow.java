package org.patientjourney.activities.refusal;

import java.time.Instant;

/**
 * A row of {@code provider_refusal}.
 *
 * @param text encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
record RefusalRow(ProviderCall call, Instant refusedAt, byte[] text) {}
