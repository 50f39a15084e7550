/** What the provider reported in its events: consultations, prescriptions, shipments. */
package org.patientjourney.activities.report;
