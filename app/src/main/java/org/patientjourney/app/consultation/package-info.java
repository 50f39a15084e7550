/** What the provider said of a consultation, for those who may read it. */
package org.patientjourney.app.consultation;
