/** Endpoints of what is kept of a patient: access report, erasure, legal holds. */
package org.patientjourney.app.erasure;
