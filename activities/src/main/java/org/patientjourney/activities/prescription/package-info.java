/** The record of what was prescribed. */
package org.patientjourney.activities.prescription;
