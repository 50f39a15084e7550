/** How the log is written, and which journey its lines are about. */
package org.patientjourney.app.logging;
