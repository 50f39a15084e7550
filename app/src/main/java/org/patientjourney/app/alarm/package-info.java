/** Alarms: what somebody must know. */
package org.patientjourney.app.alarm;
