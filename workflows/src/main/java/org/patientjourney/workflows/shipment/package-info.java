/** What was bought: the order and its ids. */
package org.patientjourney.workflows.shipment;
