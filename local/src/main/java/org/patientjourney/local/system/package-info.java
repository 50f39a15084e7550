/** PostgreSQL, Temporal, sandbox and app, started and stopped as one system. */
package org.patientjourney.local.system;
