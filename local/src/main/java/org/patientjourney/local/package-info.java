/**
 * A laptop in one process: embedded PostgreSQL, in-process Temporal and the app, the sandbox
 * beside.
 */
package org.patientjourney.local;
