/** The journey: one patient's way through one exam, as one durable workflow. */
package org.patientjourney.workflows.journey;
