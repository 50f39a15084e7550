/** How long a journey waits for what. */
package org.patientjourney.workflows.policy;
