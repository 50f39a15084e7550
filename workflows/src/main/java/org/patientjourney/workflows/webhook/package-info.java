/** One POST of the provider that reached us, as the journey sees it. */
package org.patientjourney.workflows.webhook;
