/** What the provider reported of a journey, for those who may read it. */
package org.patientjourney.app.report;
