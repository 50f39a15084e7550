/** The Temporal side: connection, preflight, workers. */
package org.patientjourney.app.worker;
