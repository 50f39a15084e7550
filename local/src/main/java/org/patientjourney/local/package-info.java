/**
 * A laptop: embedded PostgreSQL, Temporal (in-process or the dev server) and the app, the sandbox
 * beside.
 */
package org.patientjourney.local;
