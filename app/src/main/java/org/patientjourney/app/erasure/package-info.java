/** Endpoints of erasures and legal holds. */
package org.patientjourney.app.erasure;
