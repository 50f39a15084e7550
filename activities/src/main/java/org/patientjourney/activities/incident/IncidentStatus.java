package org.patientjourney.activities.incident;

/** The state of an incident. */
public enum IncidentStatus {
  /** New journeys that it concerns are held without a call. */
  OPEN,
  /** One journey was released to find out whether the cause is gone; the others wait. */
  PROBING,
  /** The cause is gone: all journeys that it held are released, one after the other. */
  RESOLVED
}
