/** What the provider's webhook bodies mean (contract 5), whatever shape they have. */
package org.patientjourney.activities.qualiphy.webhook;
