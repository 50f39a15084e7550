/** Journal entries: what is recorded of each change. */
package org.patientjourney.workflows.journal;
