/** The engine as one process: configuration, wiring, endpoints. */
package org.patientjourney.app;
