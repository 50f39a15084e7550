/** The way to PostgreSQL: connection pool, migrations, the JSON that is stored. */
package org.patientjourney.activities.database;
