/** What the provider has: exams, questions, pharmacies, packages; and files given to it. */
package org.patientjourney.app.lookup;
