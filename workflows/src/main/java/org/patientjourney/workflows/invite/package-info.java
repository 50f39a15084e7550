/** The invite: the link that asks the patient to take the exam, and the attempts to create it. */
package org.patientjourney.workflows.invite;
