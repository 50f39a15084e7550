/** The options of the commands. */
package org.patientjourney.local.options;
