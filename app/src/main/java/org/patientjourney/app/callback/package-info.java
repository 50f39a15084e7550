/** Tells clinics' own systems of their journeys. */
package org.patientjourney.app.callback;
