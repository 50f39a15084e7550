package org.patientjourney.workflows.fact;

import org.jspecify.annotations.Nullable;

/**
 * What one event 2 says of a medicine.
 *
 * @param medicine null for all that the event names no id of
 * @param content digest of drug, strength, quantity, directions and schedule
 */
public record MedicineVersion(@Nullable PrescriptionId medicine, String content) {}
