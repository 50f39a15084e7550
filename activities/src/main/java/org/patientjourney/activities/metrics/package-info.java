/** What is counted of the record, for operators. */
package org.patientjourney.activities.metrics;
