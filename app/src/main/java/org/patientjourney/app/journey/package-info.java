/** Journeys as the API shows them. */
package org.patientjourney.app.journey;
