/** The engine as one process: configuration, wiring, doors. */
package org.patientjourney.app;
