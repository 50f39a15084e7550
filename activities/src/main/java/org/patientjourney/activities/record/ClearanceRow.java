package org.patientjourney.activities.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.PatientId;

/**
 * A row of {@code clearance}: an approved good faith exam.
 *
 * @param withdrawnAt when the approval turned out not to stand
 */
public record ClearanceRow(
    JourneyId journeyId,
    ClinicId clinic,
    PatientId patientId,
    ExamId examId,
    Instant approvedAt,
    Instant validUntil,
    @Nullable Instant withdrawnAt) {}
