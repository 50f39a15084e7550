package org.patientjourney.activities.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * One outside cause that holds many journeys, as its row has it.
 *
 * @param patientState the state of the patients that it concerns; empty for all
 * @param rounds attempts to resolve it
 * @param resolvedBy who began the latest one
 */
public record IncidentRow(
    long incidentId,
    ClinicId clinic,
    HoldReason cause,
    String patientState,
    IncidentStatus status,
    Instant openedAt,
    int rounds,
    @Nullable JourneyId probeJourneyId,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy) {

  public String subject() {
    return "incident-" + incidentId;
  }

  public enum IncidentStatus {
    /** New journeys that it concerns are held without a call. */
    OPEN,
    /** One journey was released to find out whether the cause is gone; the others wait. */
    PROBING,
    /** The cause is gone: all journeys that it held are released, one after the other. */
    RESOLVED
  }
}
