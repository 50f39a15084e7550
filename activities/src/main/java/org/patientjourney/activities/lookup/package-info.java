/** What the provider is asked by people and backends; it only reads. */
package org.patientjourney.activities.lookup;
