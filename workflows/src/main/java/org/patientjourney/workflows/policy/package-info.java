/** Policy: how long a journey waits in each step. */
package org.patientjourney.workflows.policy;
