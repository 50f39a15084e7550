/** Obligations: what is owed by a date, and by whom. */
package org.patientjourney.workflows.obligation;
