/** Calls to addresses that come from outside, and which of these may be called. */
package org.patientjourney.activities.internet;
