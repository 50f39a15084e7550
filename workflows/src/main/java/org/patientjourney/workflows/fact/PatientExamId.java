package org.patientjourney.workflows.fact;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The provider's number of one exam of one patient. Text inside, because events carry it as a
 * number or as a string.
 */
public record PatientExamId(@JsonValue String value) {
  public PatientExamId {
    if (value.isBlank() || value.length() > 64) {
      throw new IllegalArgumentException("a patient exam id has 1 to 64 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
