/** The console: pages on which people see what the API answers, and give its commands. */
package org.patientjourney.app.console;
