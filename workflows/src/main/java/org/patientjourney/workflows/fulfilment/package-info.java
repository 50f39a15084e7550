/** Prescription and shipment, in any order. */
package org.patientjourney.workflows.fulfilment;
