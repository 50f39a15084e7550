package org.patientjourney.activities.incident;

/**
 * How many journeys an incident concerned, and how many of them its cause still holds.
 *
 * @param journeys that joined it
 * @param held that still wait
 */
public record IncidentProgress(int journeys, int held) {}
