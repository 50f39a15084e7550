/** Answers that an order brought along, on their way to the provider. */
package org.patientjourney.workflows.prefill;
