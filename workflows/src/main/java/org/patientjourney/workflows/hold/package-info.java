/** Holds: why a person must act on a journey. */
package org.patientjourney.workflows.hold;
