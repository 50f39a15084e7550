/** Encryption of what must not lie open in a table or a workflow history. */
package org.patientjourney.activities.encryption;
