/** The consultation: the wait for its decision. */
package org.patientjourney.workflows.consultation;
