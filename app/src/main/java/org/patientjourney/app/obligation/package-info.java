/** Obligations, for operations and compliance to look up. */
package org.patientjourney.app.obligation;
