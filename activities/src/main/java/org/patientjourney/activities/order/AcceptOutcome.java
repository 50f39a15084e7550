package org.patientjourney.activities.order;

/** The outcome of accepting an order. */
public enum AcceptOutcome {
  ACCEPTED,
  /** The same content was accepted before. */
  ACCEPTED_BEFORE,
  /** Other content was accepted before under the same id. */
  CONTENT_DIFFERS,
  /** The patient has an open journey or a valid clearance, and the clinic wants no other. */
  DUPLICATE
}
