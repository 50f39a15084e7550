package org.patientjourney.bench.comparison;

/**
 * What the provider's event says.
 *
 * @param examUrl of the signed PDF
 */
public record VisitDecision(String status, String examUrl) {}
