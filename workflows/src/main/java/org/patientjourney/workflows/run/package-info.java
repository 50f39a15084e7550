/** One run of a journey in Temporal: it claims the journey, waits, merges facts and records. */
package org.patientjourney.workflows.run;
