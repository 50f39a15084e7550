package org.patientjourney.activities.incident;

import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Which incidents concern an invite.
 *
 * @param leader of the meeting
 * @param patientState as the provider matches clinicians by it
 * @param mayPrescribe whether the prescriptive services contract is needed
 */
public record InviteScope(
    JourneyId leader, ClinicId clinic, String patientState, boolean mayPrescribe) {

  /** The state that an incident of this cause is limited to; empty for none. */
  String stateFor(HoldReason cause) {
    return cause == HoldReason.PROVIDER_NOT_CONFIGURED ? patientState : "";
  }
}
