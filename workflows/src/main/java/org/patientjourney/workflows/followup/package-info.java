/** The follow-up that a patient is owed three weeks after a GLP-1 visit. */
package org.patientjourney.workflows.followup;
