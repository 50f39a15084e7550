/** The export of a period: all its journals and what is known of its deliveries. */
package org.patientjourney.app.export;
