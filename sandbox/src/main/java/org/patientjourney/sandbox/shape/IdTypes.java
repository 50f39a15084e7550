package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Whether the ids in events are numbers or text (contract 5.5). */
public enum IdTypes {
  /** [openapi] Text in events 1 and 3, numbers in event 2. */
  @JsonProperty("documented")
  DOCUMENTED,
  @JsonProperty("all_int")
  ALL_INT,
  @JsonProperty("all_string")
  ALL_STRING;

  /** An id as this event writes it; an id that is no number stays text. */
  public JsonNode id(int event, String id) {
    boolean number = this == ALL_INT || (this == DOCUMENTED && event == 2);
    return number && id.matches("\\d{1,18}")
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(id))
        : JsonNodeFactory.instance.textNode(id);
  }
}
