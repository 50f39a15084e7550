package org.patientjourney.workflows.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The caller's number for the patient: {@code [A-Za-z0-9_-]{1,64}}, no personal data in it. */
public record PatientId(@JsonValue String value) {
  public static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public PatientId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("patient id must match " + SHAPE);
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
