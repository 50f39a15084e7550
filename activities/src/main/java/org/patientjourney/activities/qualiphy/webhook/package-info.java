/** Reads the provider's webhook bodies in all their shapes: docs/provider.md, Webhooks. */
package org.patientjourney.activities.qualiphy.webhook;
