/** What an auditor reads: journals, audit files and the access log. */
package org.patientjourney.app.compliance;
