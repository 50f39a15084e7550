/** What clinics' own systems are told of their journeys: stored with the recording, sent later. */
package org.patientjourney.activities.callback;
