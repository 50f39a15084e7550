package org.patientjourney.activities.followup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.followup.FollowUpBasis;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A row of {@code follow_up}, as it is made.
 *
 * @param journeyId of the visit
 * @param followUpJourneyId null when the provider owes the follow-up
 * @param examId of the follow-up
 * @param zone whose calendar counted the days
 */
public record FollowUpRow(
    JourneyId journeyId,
    @Nullable JourneyId followUpJourneyId,
    ExamId examId,
    FollowUpBasis basis,
    String zone,
    Instant createdAt) {}
