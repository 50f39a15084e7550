/** Files for a patient exam: noted before they are sent, sent once. */
package org.patientjourney.activities.attachment;
