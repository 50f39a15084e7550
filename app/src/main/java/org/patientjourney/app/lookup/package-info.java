/** Look-ups at the provider: exams, questions, pharmacies, packages; and files sent to it. */
package org.patientjourney.app.lookup;
