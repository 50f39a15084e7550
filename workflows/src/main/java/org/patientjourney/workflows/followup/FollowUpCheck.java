package org.patientjourney.workflows.followup;

import java.util.List;

/**
 * Whether a follow-up that is due can be sent.
 *
 * @param problems what stands in the way, in constant words; empty when nothing does
 * @param isConfirmed whether a prescription was confirmed after the visit
 */
public record FollowUpCheck(List<String> problems, boolean isConfirmed) {
  public FollowUpCheck {
    problems = List.copyOf(problems);
  }
}
