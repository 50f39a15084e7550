/** Incidents: causes that hold many journeys, and their end. */
package org.patientjourney.app.incident;
