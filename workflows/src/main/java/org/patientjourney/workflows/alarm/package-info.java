/** Alarms: what an operator must see. */
package org.patientjourney.workflows.alarm;
