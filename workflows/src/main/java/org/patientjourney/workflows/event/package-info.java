/** Events of the provider and what they change. */
package org.patientjourney.workflows.event;
