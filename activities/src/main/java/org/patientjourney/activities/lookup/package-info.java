/** Reads of the provider's lists for operators and backends. */
package org.patientjourney.activities.lookup;
