/** Counts of the record for metrics. */
package org.patientjourney.activities.metrics;
