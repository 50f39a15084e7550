/** Pauses of the calls to the provider, by command. */
package org.patientjourney.app.pause;
