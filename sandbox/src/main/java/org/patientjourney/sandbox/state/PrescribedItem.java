package org.patientjourney.sandbox.state;

/** One medicine of a prescription; the schedule code is empty unless it is controlled. */
public record PrescribedItem(long prescriptionId, String scheduleCode) {}
