/** Our copies of the provider's signed exam PDFs. */
package org.patientjourney.workflows.pdf;
