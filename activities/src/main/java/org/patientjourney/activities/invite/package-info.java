/** Attempts to invite: stored before they are made, answered once. */
package org.patientjourney.activities.invite;
