/** Pauses: by command no call goes to the provider. */
package org.patientjourney.activities.pause;
