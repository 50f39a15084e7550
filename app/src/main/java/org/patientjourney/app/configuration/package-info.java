/** The keys of {@code config.yml}; {@code docs/configuration.md} lists them all. */
package org.patientjourney.app.configuration;
