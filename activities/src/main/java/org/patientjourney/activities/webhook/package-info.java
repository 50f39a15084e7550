/** Webhook deliveries: stored before they are understood. */
package org.patientjourney.activities.webhook;
