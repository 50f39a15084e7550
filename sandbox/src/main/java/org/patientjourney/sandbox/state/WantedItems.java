package org.patientjourney.sandbox.state;

/** How many medicines to prescribe; the schedule code is empty unless they are controlled. */
public record WantedItems(int count, String scheduleCode) {}
