package org.patientjourney.workflows.order;

import org.jspecify.annotations.Nullable;

/** A postal address in the United States. Prints nothing of itself. */
public record Address(String line1, @Nullable String line2, String city, String state, String zip) {
  @Override
  public String toString() {
    return "Address[not shown]";
  }
}
