/** Answers that an order brought along: which of them fit, and giving them. */
package org.patientjourney.activities.prefill;
