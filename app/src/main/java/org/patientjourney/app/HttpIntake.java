package org.patientjourney.app;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.DataSize;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.problem.JettyProblems;
import org.patientjourney.app.webhook.DeliveryIntake;
import org.patientjourney.app.webhook.RefusedDeliveries;

/** Lets requests that Dropwizard or Jetty would refuse reach our endpoints and problems. */
final class HttpIntake {
  private final WebhookStore deliveries;
  private final DeliveryIntake intake;

  HttpIntake(WebhookStore deliveries, DeliveryIntake intake) {
    this.deliveries = deliveries;
    this.intake = intake;
  }

  void configure(ServerFactory factory, Environment environment) {
    if (factory instanceof AbstractServerFactory server) {
      // No buffer, no decoding of requests: a webhook's bytes are stored as they came, and Jetty
      // takes a gzip body that breaks off for a whole one. Answers are compressed all the same.
      server.getGzipFilterFactory().setBufferSize(DataSize.bytes(0));
    }
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server ->
                server.setErrorHandler(
                    new RefusedDeliveries(
                        deliveries, intake, new JettyProblems(environment.getObjectMapper()))));
  }
}
