/** The invite to a meeting at the provider: sent, pre-filled, sent again and cancelled. */
package org.patientjourney.workflows.meeting;
