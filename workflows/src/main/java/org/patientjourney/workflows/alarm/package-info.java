/** What somebody must know, until it is acknowledged. */
package org.patientjourney.workflows.alarm;
