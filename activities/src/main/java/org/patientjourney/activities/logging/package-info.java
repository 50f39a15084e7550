/** What log lines tell beside their words. */
package org.patientjourney.activities.logging;
