/** Commands as their callers name them: one id, one command. */
package org.patientjourney.activities.command;
