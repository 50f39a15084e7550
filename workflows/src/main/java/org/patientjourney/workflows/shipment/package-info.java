/** What a pharmacy has sent, as far as a journey must know it. */
package org.patientjourney.workflows.shipment;
