package org.patientjourney.sandbox.state;

import org.jspecify.annotations.Nullable;

/** What the events give back about the patient; the name is not kept. Prints nothing of it. */
public record Patient(String email, String phoneNumber, @Nullable String additionalData) {
  @Override
  public String toString() {
    return "Patient[***]";
  }
}
