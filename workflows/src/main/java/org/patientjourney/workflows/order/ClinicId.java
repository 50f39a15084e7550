package org.patientjourney.workflows.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A clinic or store as {@code config.yml} names it: {@code [a-z0-9-]{1,32}}. */
public record ClinicId(@JsonValue String value) {
  public static final Pattern SHAPE = Pattern.compile("[a-z0-9-]{1,32}");

  public ClinicId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("clinic must match " + SHAPE);
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
