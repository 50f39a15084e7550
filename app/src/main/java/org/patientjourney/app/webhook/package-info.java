/** The provider's webhook: stored before understood, then relayed to its journey. */
package org.patientjourney.app.webhook;
