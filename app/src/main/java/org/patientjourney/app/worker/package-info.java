/** The Temporal side: connection, payload encryption, workers. */
package org.patientjourney.app.worker;
