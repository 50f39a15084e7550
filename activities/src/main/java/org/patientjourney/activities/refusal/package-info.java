/** The provider's refusals of calls. */
package org.patientjourney.activities.refusal;
