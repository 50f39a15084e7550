/** Commands to journeys: what a person may give, by which role, and what it answers. */
package org.patientjourney.app.command;
