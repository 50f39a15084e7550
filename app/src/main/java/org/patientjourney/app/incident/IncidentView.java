package org.patientjourney.app.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.incident.IncidentDao;
import org.patientjourney.activities.incident.IncidentRow;
import org.patientjourney.activities.incident.IncidentStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * An incident as operations see it.
 *
 * @param patientState absent when it concerns patients of all states
 * @param advice what its owner should do
 * @param journeys that it concerned so far
 * @param held that its cause still holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IncidentView(
    long incidentId,
    ClinicId clinic,
    HoldReason cause,
    @Nullable String patientState,
    IncidentStatus status,
    Owner owner,
    String advice,
    Instant openedAt,
    @Nullable JourneyId probe,
    int journeys,
    int held,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy,
    String href) {
  static IncidentView of(IncidentDao.Found found) {
    IncidentRow row = found.incident();
    return new IncidentView(
        row.incidentId(),
        row.clinic(),
        row.cause(),
        row.patientState().isEmpty() ? null : row.patientState(),
        row.status(),
        row.cause().owner(),
        row.cause().advice(),
        row.openedAt(),
        row.probeJourneyId(),
        found.journeys(),
        found.held(),
        row.resolvedAt(),
        row.resolvedBy(),
        "/incidents/" + row.incidentId());
  }
}
