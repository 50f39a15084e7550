package org.patientjourney.workflows.followup;

import java.util.List;

/**
 * Whether a follow-up that is due can be sent.
 *
 * @param problems why it cannot be sent, in constant texts; empty when it can
 * @param isConfirmed whether a prescription was confirmed after the visit
 */
public record FollowUpCheck(List<String> problems, boolean isConfirmed) {
  public FollowUpCheck {
    problems = List.copyOf(problems);
  }
}
