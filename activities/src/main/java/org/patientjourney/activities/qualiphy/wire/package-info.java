/** How the provider's JSON is read: strict about its form, tolerant of its values (contract 0). */
package org.patientjourney.activities.qualiphy.wire;
