/** What clinics' stores have sent: kept before it is understood. */
package org.patientjourney.activities.intake;
