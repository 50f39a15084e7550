/** Follow-up certificates: what was owed in a period, with the evidence, as one archive. */
package org.patientjourney.app.certificate;
