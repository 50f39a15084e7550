/** Doors to personal data, and what an auditor may know of them. */
package org.patientjourney.app.compliance;
