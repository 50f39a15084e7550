/** Alarms, and their acknowledgement. */
package org.patientjourney.app.alarm;
