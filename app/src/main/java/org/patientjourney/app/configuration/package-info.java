/** What {@code config.yml} may say; {@code docs/configuration.md} lists every key. */
package org.patientjourney.app.configuration;
