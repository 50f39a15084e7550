package org.patientjourney.activities.incident;

import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * What an invite has to do with incidents: whose it is.
 *
 * @param leader of the meeting
 * @param patientState as the provider matches clinicians by it
 * @param mayPrescribe whether the prescriptive services contract is needed
 */
public record Concern(
    JourneyId leader, ClinicId clinic, String patientState, boolean mayPrescribe) {

  /** The state that an incident of this cause is limited to; empty for none (contract 4.0). */
  String stateFor(HoldReason cause) {
    return cause == HoldReason.PROVIDER_NOT_CONFIGURED ? patientState : "";
  }
}
