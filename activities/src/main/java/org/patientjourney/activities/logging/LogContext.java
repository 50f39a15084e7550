package org.patientjourney.activities.logging;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.MDC;

/**
 * Which journey and delivery the lines of this thread are about, until it is closed: keys of the
 * log's MDC. Ids only, never anything personal.
 */
public final class LogContext implements AutoCloseable {
  public static final String JOURNEY = "journey";
  public static final String DELIVERY = "delivery";

  private final @Nullable Map<String, String> before = MDC.getCopyOfContextMap();

  private LogContext() {}

  /**
   * The lines that follow are about a journey.
   *
   * @param journey null if there is no single one: then the present one stays
   */
  public static LogContext of(@Nullable JourneyId journey) {
    LogContext context = new LogContext();
    if (journey != null) {
      MDC.put(JOURNEY, journey.value());
    }
    return context;
  }

  public LogContext with(WebhookDeliveryId delivery) {
    MDC.put(DELIVERY, delivery.toString());
    return this;
  }

  /** Restores the previous values. */
  @Override
  public void close() {
    if (before == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(before);
    }
  }
}
