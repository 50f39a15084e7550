/** Checks a build against the runs that another build has begun. */
package org.patientjourney.app.gate;
