/** What is owed by a date. */
package org.patientjourney.workflows.obligation;
