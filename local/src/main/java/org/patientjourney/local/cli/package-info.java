/** The commands of {@code ./journey}. */
package org.patientjourney.local.cli;
