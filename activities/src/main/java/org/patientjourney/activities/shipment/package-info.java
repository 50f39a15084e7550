/** The record of what was shipped. */
package org.patientjourney.activities.shipment;
