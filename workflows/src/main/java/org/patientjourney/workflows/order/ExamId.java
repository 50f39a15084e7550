package org.patientjourney.workflows.order;

import com.fasterxml.jackson.annotation.JsonValue;

/** The provider's catalogue number of a kind of exam; stable, so it may be stored. */
public record ExamId(@JsonValue int value) {
  public ExamId {
    if (value < 1) {
      throw new IllegalArgumentException("an exam id is a positive number");
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
