/** Our copies of the provider's signed exam PDFs; each copy is a workflow beside its journey. */
package org.patientjourney.workflows.pdf;
