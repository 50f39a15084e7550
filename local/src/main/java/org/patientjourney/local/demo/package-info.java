/** The stories of {@code ./journey demo}. */
package org.patientjourney.local.demo;
