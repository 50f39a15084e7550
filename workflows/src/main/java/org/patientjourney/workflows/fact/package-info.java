/** Facts of a journey: ids, statuses, attempts, prescriptions and parcels. Data only. */
package org.patientjourney.workflows.fact;
