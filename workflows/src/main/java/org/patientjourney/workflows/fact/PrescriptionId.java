package org.patientjourney.workflows.fact;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The provider's number of one prescribed medicine. Text inside: event 2 has it as a number, event
 * 3 as a string.
 */
public record PrescriptionId(@JsonValue String value) {
  public PrescriptionId {
    if (value.isBlank() || value.length() > 64) {
      throw new IllegalArgumentException("a prescription id has 1 to 64 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
