/** Ids that callers give to commands: one id, one command. */
package org.patientjourney.activities.command;
