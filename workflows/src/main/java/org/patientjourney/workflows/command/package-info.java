/** What a person tells a journey to do: one file for each command. */
package org.patientjourney.workflows.command;
