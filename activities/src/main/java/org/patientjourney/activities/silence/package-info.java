/** Silence: webhooks that should have come by a clinic's own rate, and did not. */
package org.patientjourney.activities.silence;
