/** Alarms: rows that stay open until a person acknowledges them. */
package org.patientjourney.activities.alarm;
