/** Relays: they take stored rows and hand them to journeys. */
package org.patientjourney.app.relay;
