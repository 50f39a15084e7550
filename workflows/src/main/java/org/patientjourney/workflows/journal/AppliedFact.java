package org.patientjourney.workflows.journal;

/** A fact that the journey has seen: what it meant, and the digest of what it said. */
public record AppliedFact(String key, String digest) {}
