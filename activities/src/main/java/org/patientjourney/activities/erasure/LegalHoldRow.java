package org.patientjourney.activities.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientId;

/**
 * A row of {@code legal_hold}: while it is not released, the patient's data is not erased.
 *
 * @param releasedAt left out while it is in force
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LegalHoldRow(
    long holdId,
    ClinicId clinic,
    PatientId patientId,
    Instant setAt,
    String setBy,
    @Nullable Instant releasedAt,
    @Nullable String releasedBy) {}
