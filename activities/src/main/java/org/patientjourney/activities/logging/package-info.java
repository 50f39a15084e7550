/** Values that log lines carry beside their text. */
package org.patientjourney.activities.logging;
