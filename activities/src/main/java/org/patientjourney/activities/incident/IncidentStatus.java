package org.patientjourney.activities.incident;

/** How far an incident is from being over. */
public enum IncidentStatus {
  /** New journeys that it concerns are held without a call. */
  OPEN,
  /** One journey was released to find out whether the cause is gone; the rest still waits. */
  PROBING,
  /** The cause is gone: all journeys that it held are released, one after the other. */
  RESOLVED
}
