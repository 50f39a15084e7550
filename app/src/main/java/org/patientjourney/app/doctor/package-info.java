/** The command that checks an installation before it goes live. */
package org.patientjourney.app.doctor;
