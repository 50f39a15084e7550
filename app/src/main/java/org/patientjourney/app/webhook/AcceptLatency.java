package org.patientjourney.app.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.time.Duration;

/** Times the webhook's door, from a request's headers to its answer, failures included. */
public final class AcceptLatency implements DynamicFeature {
  private final MeterRegistry registry;

  public AcceptLatency(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void configure(ResourceInfo door, FeatureContext application) {
    if (door.getResourceClass() == QualiphyWebhookResource.class) {
      application.register(new StopWatch(registry));
    }
  }

  /** First of all filters, and so last with the answer. */
  @Priority(0)
  private static final class StopWatch implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String BEGAN = StopWatch.class.getName();

    /** Around the goals for the 99th percentile: 20 ms and, at ten times the rate, 100 ms. */
    private static final Duration[] BUCKETS = {
      Duration.ofMillis(5),
      Duration.ofMillis(10),
      Duration.ofMillis(20),
      Duration.ofMillis(50),
      Duration.ofMillis(100),
      Duration.ofMillis(250),
      Duration.ofSeconds(1),
      Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;

    StopWatch(MeterRegistry registry) {
      this.registry = registry;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      request.setProperty(BEGAN, System.nanoTime());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      if (request.getProperty(BEGAN) instanceof Long began) {
        timer(response.getStatus()).record(Duration.ofNanos(System.nanoTime() - began));
      }
    }

    private Timer timer(int code) {
      return Timer.builder("journey.webhook.accept")
          .description("Webhook deliveries at the door, from the headers to the answer")
          .tag("code", Integer.toString(code))
          .serviceLevelObjectives(BUCKETS)
          .register(registry);
    }
  }
}
