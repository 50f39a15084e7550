/** Follow-ups: lists as of a date, as JSON and CSV. */
package org.patientjourney.app.followup;
