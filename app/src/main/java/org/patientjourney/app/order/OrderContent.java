package org.patientjourney.app.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.patientjourney.workflows.journey.JourneyJson;
import org.patientjourney.workflows.order.Order;

/** An order in the spelling that backends post it in: posted again it is the same order. */
public final class OrderContent {
  private static final ObjectMapper MAPPER =
      JourneyJson.mapper().copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private OrderContent() {}

  /** Holds personal data. */
  public static JsonNode of(Order order) {
    JsonNode content = MAPPER.valueToTree(order);
    respell(content.path("patient"), "gender");
    content.path("exams").forEach(exam -> respell(exam.path("pharmacy"), "route"));
    return content;
  }

  /** Our constants are {@code PATIENT_CHOICE}, theirs {@code patient-choice}. */
  private static void respell(JsonNode holder, String name) {
    if (holder instanceof ObjectNode object && object.hasNonNull(name)) {
      object.put(name, object.get(name).asText().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }
}
