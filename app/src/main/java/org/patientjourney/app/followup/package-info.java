/** What patients are owed after a visit. */
package org.patientjourney.app.followup;
