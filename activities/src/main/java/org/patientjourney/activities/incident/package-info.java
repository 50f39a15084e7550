/** Incidents: one external cause that holds many journeys. */
package org.patientjourney.activities.incident;
