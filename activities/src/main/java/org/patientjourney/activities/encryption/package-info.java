/** Encryption of personal data in tables and workflow histories. */
package org.patientjourney.activities.encryption;
