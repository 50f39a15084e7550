/** What was prescribed, behind its doors. */
package org.patientjourney.app.prescription;
