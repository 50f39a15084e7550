/** Metrics for Prometheus at the admin port; docs/metrics.md lists them. */
package org.patientjourney.app.metrics;
