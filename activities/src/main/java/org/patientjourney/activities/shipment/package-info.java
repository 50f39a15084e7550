/** The accepted orders. */
package org.patientjourney.activities.shipment;
