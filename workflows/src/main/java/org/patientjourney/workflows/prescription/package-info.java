/** What a clinician prescribed, as far as a journey must know it. */
package org.patientjourney.workflows.prescription;
