/** Prescription and shipment, in whatever order they are reported. */
package org.patientjourney.workflows.fulfilment;
