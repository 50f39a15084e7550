/** Incidents: one outside cause that holds many journeys. */
package org.patientjourney.activities.incident;
