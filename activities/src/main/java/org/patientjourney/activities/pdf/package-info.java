/** Copies of the provider's exam PDFs: where they are fetched from, and where they are kept. */
package org.patientjourney.activities.pdf;
