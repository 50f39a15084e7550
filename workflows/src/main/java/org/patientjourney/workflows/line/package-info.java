/** The line of the journey. */
package org.patientjourney.workflows.line;
