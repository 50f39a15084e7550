/** What is looked for again and again in PostgreSQL: things overdue, and runs that are missing. */
package org.patientjourney.app.sweep;
