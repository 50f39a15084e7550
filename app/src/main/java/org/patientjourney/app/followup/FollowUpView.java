package org.patientjourney.app.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * One follow-up as it stood at an instant.
 *
 * @param journeyId of the visit
 * @param examId the exam after which it is owed
 * @param basis what the days are counted from
 * @param zone whose calendar counts them
 * @param confirmedAt when a prescription was confirmed; until then the follow-up is provisional
 * @param handedOverBy the key that confirmed it; {@code engine} when the patient was seen
 * @param lateBy from due to handover, or to the instant that is asked about
 * @param waivedBy key and office
 * @param waiver why, in a person's words; for compliance only, and logged
 * @param evidence which revision of which journal shows how it ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FollowUpView(
    ClinicId clinic,
    OrderId orderId,
    JourneyId journeyId,
    ExamId examId,
    @Nullable JourneyId followUpJourneyId,
    ExamId followUpExamId,
    Visit.Basis basis,
    Instant visitAt,
    Instant dueAt,
    String zone,
    Owner owner,
    ObligationStatus status,
    Instant createdAt,
    @Nullable Instant confirmedAt,
    @Nullable Instant handedOverAt,
    @Nullable String handedOverBy,
    @Nullable Duration lateBy,
    @Nullable Instant waivedAt,
    @Nullable String waivedBy,
    @Nullable String waiver,
    @Nullable String evidence) {
  /**
   * Some follow-ups of the list.
   *
   * @param asOf the instant that all of it is about
   * @param cursor what to ask for as {@code after} next; absent at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FollowUpPage(Instant asOf, List<FollowUpView> followUps, @Nullable String cursor) {}

  /** As it stood at an instant. */
  public static FollowUpView of(OwedFollowUp owed, Instant asOf, @Nullable String waiver) {
    Instant endedAt = notAfter(owed.endedAt(), asOf);
    ObligationStatus status = status(owed, endedAt, asOf);
    boolean isMet = status == ObligationStatus.MET;
    boolean isWaived = status == ObligationStatus.WAIVED;
    return new FollowUpView(
        owed.clinic(),
        owed.orderId(),
        owed.journeyId(),
        owed.visitExamId(),
        owed.followUpJourneyId(),
        owed.examId(),
        owed.basis(),
        owed.visitAt(),
        owed.dueAt(),
        owed.zone(),
        owed.owner(),
        status,
        owed.createdAt(),
        notAfter(owed.confirmedAt(), asOf),
        isMet ? endedAt : null,
        isMet ? owed.endedBy() : null,
        lateBy(owed, status, endedAt, asOf),
        isWaived ? endedAt : null,
        isWaived ? owed.endedBy() + ", " + owed.waivedBy() : null,
        isWaived ? waiver : null,
        endedAt == null ? null : owed.evidence());
  }

  /** An obligation that ended later was still open at that instant. */
  private static ObligationStatus status(
      OwedFollowUp owed, @Nullable Instant endedAt, Instant asOf) {
    if (endedAt != null || owed.status() == ObligationStatus.RECORDED) {
      return owed.status();
    }
    return owed.overdueAt().isAfter(asOf) ? ObligationStatus.OPEN : ObligationStatus.OVERDUE;
  }

  private static @Nullable Duration lateBy(
      OwedFollowUp owed, ObligationStatus status, @Nullable Instant endedAt, Instant asOf) {
    return switch (status) {
      case WAIVED, DROPPED, RECORDED -> null;
      case OPEN, OVERDUE, MET -> {
        Instant until = endedAt == null ? asOf : endedAt;
        yield until.isAfter(owed.dueAt()) ? Duration.between(owed.dueAt(), until) : null;
      }
    };
  }

  private static @Nullable Instant notAfter(@Nullable Instant instant, Instant asOf) {
    return instant == null || instant.isAfter(asOf) ? null : instant;
  }
}
