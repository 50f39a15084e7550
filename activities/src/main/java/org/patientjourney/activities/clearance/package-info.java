/** Clearances: good faith exams that are still valid. */
package org.patientjourney.activities.clearance;
