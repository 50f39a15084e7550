/**
 * Encryption of what Temporal stores, and the endpoint that opens it for the Temporal CLI and UI.
 */
package org.patientjourney.app.codec;
