/** Follow-ups: when they are due, and their obligations. */
package org.patientjourney.activities.followup;
