/** Starts the runs of open journeys anew from the record. */
package org.patientjourney.app.rebuild;
