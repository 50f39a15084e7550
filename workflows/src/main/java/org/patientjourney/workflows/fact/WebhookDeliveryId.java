package org.patientjourney.workflows.fact;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Our number of one webhook delivery. */
public record WebhookDeliveryId(@JsonValue UUID value) {
  private static final Pattern CANONICAL =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** The id in a text; empty when the text is none as we spell it. */
  public static Optional<WebhookDeliveryId> parse(String text) {
    return CANONICAL.matcher(text).matches()
        ? Optional.of(new WebhookDeliveryId(UUID.fromString(text)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
