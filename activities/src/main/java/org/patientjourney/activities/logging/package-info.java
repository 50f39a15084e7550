/** The context of log lines: journey and delivery. */
package org.patientjourney.activities.logging;
