/** What was shipped, behind its doors. */
package org.patientjourney.app.shipment;
