/** Pre-fill: matches the answers of an order with the provider's questions and submits them. */
package org.patientjourney.activities.prefill;
