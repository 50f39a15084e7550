/** What an auditor asks for: who read personal data and why, and whether a journal is whole. */
package org.patientjourney.activities.compliance;
