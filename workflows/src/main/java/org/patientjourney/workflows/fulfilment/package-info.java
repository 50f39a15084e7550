/** Fulfilment: prescription and shipment, in any order of arrival. */
package org.patientjourney.workflows.fulfilment;
