/** One journey: its state, and what is derived from its facts. */
package org.patientjourney.workflows.journey;
