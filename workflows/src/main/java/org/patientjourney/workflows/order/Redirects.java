package org.patientjourney.workflows.order;

import org.jspecify.annotations.Nullable;

/**
 * Where the patient's browser goes after the meeting, by outcome. May carry a shop's session, so it
 * is not printed.
 */
public record Redirects(
    @Nullable String approved,
    @Nullable String rejected,
    @Nullable String notApplicable,
    @Nullable String missed) {

  @Override
  public String toString() {
    return "Redirects[not shown]";
  }
}
