/** What Prometheus is shown at the admin port; docs/metrics.md lists it. */
package org.patientjourney.app.metrics;
