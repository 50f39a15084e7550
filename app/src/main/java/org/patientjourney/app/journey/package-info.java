/** Journeys to look at, and the commands that a person may give them. */
package org.patientjourney.app.journey;
