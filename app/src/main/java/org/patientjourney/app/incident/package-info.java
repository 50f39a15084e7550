/** Incidents: causes that hold many journeys, and their resolution. */
package org.patientjourney.app.incident;
