package org.patientjourney.app.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.incident.IncidentService;
import org.patientjourney.activities.incident.IncidentStatus;
import org.patientjourney.workflows.order.JourneyId;

/**
 * What resolving an incident does, or would do.
 *
 * @param probe the journey that goes first; the others follow when its invite was sent
 * @param releases the journeys that would be released, the probe among them; each sends the invite
 *     of its meeting
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResolveView(
    long incidentId,
    boolean dryRun,
    IncidentStatus status,
    @Nullable JourneyId probe,
    List<JourneyId> releases,
    String href) {
  static ResolveView of(IncidentService.Plan plan, boolean dryRun) {
    return new ResolveView(
        plan.incident().incidentId(),
        dryRun,
        plan.incident().status(),
        plan.probe(),
        plan.waiting(),
        "/incidents/" + plan.incident().incidentId());
  }
}
