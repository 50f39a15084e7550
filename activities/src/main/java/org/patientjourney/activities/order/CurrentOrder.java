package org.patientjourney.activities.order;

import org.jspecify.annotations.Nullable;

/**
 * An order and the latest correction of its patient, both ciphertext.
 *
 * @param correctionNumber 0 when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record CurrentOrder(byte[] content, int correctionNumber, byte @Nullable [] correction) {}
