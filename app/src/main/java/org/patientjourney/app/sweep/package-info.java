/** Periodic checks of the record: overdue obligations and journeys, and missing runs. */
package org.patientjourney.app.sweep;
