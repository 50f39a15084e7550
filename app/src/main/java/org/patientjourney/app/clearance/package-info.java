/** Clearances, for backends to look up. */
package org.patientjourney.app.clearance;
