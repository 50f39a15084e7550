/** The tables of the record: journeys, journal, outbox, obligations, clearances. */
package org.patientjourney.activities.record;
