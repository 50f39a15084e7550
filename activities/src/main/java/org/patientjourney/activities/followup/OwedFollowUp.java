package org.patientjourney.activities.followup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.ObligationStatus;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * One follow-up, as auditors see it.
 *
 * @param journeyId of the visit
 * @param visitExamId the exam after which the follow-up is owed
 * @param visitAt what the days were counted from
 * @param endedBy the bearer key that handed it over or waived it; {@code engine} for the engine
 * @param waivedBy the role that decided the waiver
 * @param waiver why it was waived; ciphertext
 * @param evidence the journal and revision that show how it ended
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record OwedFollowUp(
    JourneyId journeyId,
    ClinicId clinic,
    OrderId orderId,
    ExamId visitExamId,
    @Nullable JourneyId followUpJourneyId,
    ExamId examId,
    Visit.Basis basis,
    Instant visitAt,
    Instant dueAt,
    Instant overdueAt,
    String zone,
    Owner owner,
    ObligationStatus status,
    Instant createdAt,
    @Nullable Instant confirmedAt,
    @Nullable Instant endedAt,
    @Nullable String endedBy,
    @Nullable String waivedBy,
    byte @Nullable [] waiver,
    @Nullable String evidence) {

  /** The context that a waiver is encrypted in. */
  public static String waiverContext(JourneyId visit) {
    return "follow_up.waiver:" + visit;
  }

  @Override
  public String toString() {
    return "OwedFollowUp[" + journeyId + ", " + status + "]";
  }
}
