/** A client of JSON endpoints. */
package org.patientjourney.local.http;
