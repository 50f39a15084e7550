/** The consultation: the clinician's review, and the decision that comes out of it. */
package org.patientjourney.workflows.exam;
