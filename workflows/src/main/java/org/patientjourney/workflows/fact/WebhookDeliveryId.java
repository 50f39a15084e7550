package org.patientjourney.workflows.fact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Our number of one webhook delivery. */
public record WebhookDeliveryId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WebhookDeliveryId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
