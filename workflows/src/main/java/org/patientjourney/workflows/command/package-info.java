/** Commands of a person and what they change. */
package org.patientjourney.workflows.command;
