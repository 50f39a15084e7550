package org.patientjourney.app.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.followup.FollowUpView;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * A line of a certificate: ids, dates and offices, and the words of a waiver for those who may read
 * them.
 *
 * @param journeyId of the visit
 * @param visitLocal by the patient's clock
 * @param days of the calendar that must have passed after the visit
 * @param zone whose calendar counts them
 * @param sentAt when the provider took the invite
 * @param lateDays whole days from due to handover, or to now
 * @param lateHours what is left of them
 * @param waivedBy key and office
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertifiedFollowUp(
    ClinicId clinic,
    OrderId orderId,
    JourneyId journeyId,
    ExamId examId,
    @Nullable JourneyId followUpJourneyId,
    ExamId followUpExamId,
    CertifiedStatus status,
    Owner owner,
    Visit.Basis basis,
    Instant visitAt,
    String visitLocal,
    String rule,
    int days,
    String calendar,
    String zone,
    Instant dueAt,
    String dueLocal,
    @JsonUnwrapped TimerView timer,
    @Nullable Instant confirmedAt,
    @Nullable Instant sentAt,
    @Nullable Instant handedOverAt,
    @Nullable String handedOverBy,
    @Nullable Long lateDays,
    @Nullable Integer lateHours,
    @Nullable Instant waivedAt,
    @Nullable String waivedBy,
    @Nullable String waiver,
    @Nullable String evidence,
    List<Finding> findings) {
  static final int DAYS = 21;
  private static final String RULE =
      "not before 21 days of the patient's calendar after the visit, within send hours";

  public CertifiedFollowUp {
    findings = List.copyOf(findings);
  }

  /** How a follow-up stands. */
  public enum CertifiedStatus {
    /** Owed, not sent; not due, or within its grace. */
    DUE,
    /** Sent, and its link is not handed over yet. */
    SENT,
    /** Due and grace have passed, and its link is not handed over. */
    LATE,
    MET,
    WAIVED,
    /** Nothing was prescribed. */
    DROPPED,
    /** The provider owes it. */
    RECORDED;

    static CertifiedStatus of(FollowUpView followUp, @Nullable Instant sentAt) {
      return switch (followUp.status()) {
        case OPEN -> sentAt == null ? DUE : SENT;
        case OVERDUE -> LATE;
        case MET -> MET;
        case WAIVED -> WAIVED;
        case DROPPED -> DROPPED;
        case RECORDED -> RECORDED;
      };
    }
  }

  static CertifiedFollowUp of(
      FollowUpView followUp, TimerView timer, @Nullable Instant sentAt, List<Finding> findings) {
    ZoneId zone = ZoneId.of(followUp.zone());
    Duration late = followUp.lateBy();
    return new CertifiedFollowUp(
        followUp.clinic(),
        followUp.orderId(),
        followUp.journeyId(),
        followUp.examId(),
        followUp.followUpJourneyId(),
        followUp.followUpExamId(),
        CertifiedStatus.of(followUp, sentAt),
        followUp.owner(),
        followUp.basis(),
        followUp.visitAt(),
        local(followUp.visitAt(), zone),
        RULE,
        DAYS,
        "ISO 8601 (Gregorian)",
        followUp.zone(),
        followUp.dueAt(),
        local(followUp.dueAt(), zone),
        timer,
        followUp.confirmedAt(),
        sentAt,
        followUp.handedOverAt(),
        followUp.handedOverBy(),
        late == null ? null : late.toDays(),
        late == null ? null : late.toHoursPart(),
        followUp.waivedAt(),
        followUp.waivedBy(),
        followUp.waiver(),
        followUp.evidence(),
        findings);
  }

  private static String local(Instant at, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
  }

  @Override
  public String toString() {
    return "CertifiedFollowUp[" + journeyId + ", " + status + ", " + findings + "]";
  }
}
