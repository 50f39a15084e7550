/** The record of follow-ups: opened, due, ended. */
package org.patientjourney.activities.followup;
