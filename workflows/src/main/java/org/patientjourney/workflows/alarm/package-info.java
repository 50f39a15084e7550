/** What a person must be notified of. */
package org.patientjourney.workflows.alarm;
