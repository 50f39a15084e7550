/** What the provider said when it refused a call. */
package org.patientjourney.activities.refusal;
