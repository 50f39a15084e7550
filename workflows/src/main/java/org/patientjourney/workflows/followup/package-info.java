/** What a patient is owed three weeks after a visit, and how that duty ends. */
package org.patientjourney.workflows.followup;
