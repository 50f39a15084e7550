/** One journey: its state, its loop, and what is derived from its facts. */
package org.patientjourney.workflows.journey;
