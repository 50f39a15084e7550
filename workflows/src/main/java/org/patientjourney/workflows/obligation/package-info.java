/** What somebody owes a journey by a date. */
package org.patientjourney.workflows.obligation;
