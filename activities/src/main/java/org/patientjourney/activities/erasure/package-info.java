/** The right to erasure: the keys of a patient's data are destroyed; legal holds prevent it. */
package org.patientjourney.activities.erasure;
