package org.patientjourney.workflows.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The caller's order number, unique within a clinic: {@code [A-Za-z0-9_-]{1,64}}. It shows in the
 * Temporal UI and in URLs, so it must hold no personal data.
 */
public record OrderId(@JsonValue String value) {
  public static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public OrderId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("orderId must match " + SHAPE);
    }
  }

  public static boolean isValid(String value) {
    return SHAPE.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
