/** Files for a patient exam: recorded before they are sent, and sent once. */
package org.patientjourney.activities.attachment;
