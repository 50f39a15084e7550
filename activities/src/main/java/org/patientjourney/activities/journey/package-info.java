/** The journey's record: read model, snapshot and journal. */
package org.patientjourney.activities.journey;
