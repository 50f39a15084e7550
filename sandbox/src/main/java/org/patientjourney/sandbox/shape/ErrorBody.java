package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Which members carry the text of a provider error; the sources disagree (contract 4.0). */
public enum ErrorBody {
  BOTH,
  ERROR_MESSAGE,
  MESSAGE,
  ERROR;

  /** The body of one error. */
  public ObjectNode of(int httpCode, String text) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("http_code", httpCode);
    members().forEach(member -> body.put(member, text));
    return body;
  }

  private List<String> members() {
    return this == BOTH ? List.of("error_message", "message") : List.of(wireName());
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
