package org.patientjourney.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.MDC;

/** In this module, because only here a logging backend is on the class path. */
class LogContextTest {
  private static final JourneyId SENDER = new JourneyId("juniper:WC-1:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-1:5102");
  private static final WebhookDeliveryId DELIVERY = new WebhookDeliveryId(new UUID(0, 417));

  @AfterEach
  void clear() {
    MDC.clear();
  }

  @Test
  void closing_a_log_context_restores_the_previous_one() {
    MDC.put("WorkflowId", "set by Temporal");
    try (LogContext outer = LogContext.of(SENDER).with(DELIVERY)) {
      try (LogContext inner = LogContext.of(OTHER)) {
        assertThat(MDC.getCopyOfContextMap())
            .isEqualTo(
                Map.of(
                    "WorkflowId",
                    "set by Temporal",
                    "journey",
                    OTHER.value(),
                    "delivery",
                    DELIVERY.toString()));
      }
      assertThat(MDC.get("journey")).isEqualTo(SENDER.value());
    }
    assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("WorkflowId", "set by Temporal"));
  }

  @Test
  void lines_about_no_single_journey_keep_the_log_context() {
    try (LogContext outer = LogContext.of(SENDER)) {
      try (LogContext inner = LogContext.of(null)) {
        assertThat(MDC.get("journey")).isEqualTo(SENDER.value());
      }
    }
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }
}
