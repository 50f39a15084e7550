package org.patientjourney.sandbox.state;

/** One parcel on its way; its prescription's id is text, as somebody may send anything by hand. */
public record Parcel(String prescriptionId, String trackingNumber) {}
