/** Which addresses may be called that come from outside. */
package org.patientjourney.activities.internet;
