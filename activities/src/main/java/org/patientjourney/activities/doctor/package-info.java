/** What the record shows of an installation that is about to go live. */
package org.patientjourney.activities.doctor;
