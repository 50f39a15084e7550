/** PostgreSQL: connection pool, migrations, stored JSON. */
package org.patientjourney.activities.database;
