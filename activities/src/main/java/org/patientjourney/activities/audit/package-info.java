/** Audit files: a journal that can be checked without the database. */
package org.patientjourney.activities.audit;
