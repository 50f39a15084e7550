/** Reads the provider's JSON: strict about its form, tolerant of its values. */
package org.patientjourney.activities.qualiphy.wire;
