/** Temporal on a laptop: the in-process test server or the CLI's development server. */
package org.patientjourney.local.engine;
