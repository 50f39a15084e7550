/** Rows that a transaction leaves for a relay to hand to Temporal. */
package org.patientjourney.activities.outbox;
