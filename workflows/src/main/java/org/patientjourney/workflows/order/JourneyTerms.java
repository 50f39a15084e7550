package org.patientjourney.workflows.order;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.CareTerms.FollowUpDuty;

/** What is agreed for a journey when its order is accepted; only a new invite changes a meeting. */
public record JourneyTerms(
    JourneyId journeyId,
    MeetingId meetingId,
    ExamId examId,
    ExamKind kind,
    PatientContact contact,
    Instant orderedAt,
    CareTerms care) {

  /**
   * The journeys of an order. All good faith exams share a meeting, whose invite the first of them
   * sends; each exam that may prescribe has one of its own.
   *
   * @param duties what an exam's patient is owed later; null for nothing
   * @param zone of the patient
   */
  public static List<JourneyTerms> of(
      Order order,
      Function<ExamId, ExamKind> kinds,
      Function<ExamId, @Nullable FollowUpDuty> duties,
      PatientContact contact,
      ZoneId zone,
      Instant now) {
    List<OrderedExam> exams =
        order.exams().stream().sorted(Comparator.comparing(exam -> exam.examId().value())).toList();
    Optional<ExamId> first =
        exams.stream()
            .map(OrderedExam::examId)
            .filter(exam -> !kinds.apply(exam).mayPrescribe())
            .findFirst();
    return exams.stream()
        .map(
            exam -> {
              ExamId id = exam.examId();
              ExamKind kind = kinds.apply(id);
              ExamId sender = kind.mayPrescribe() ? id : first.orElse(id);
              return new JourneyTerms(
                  journey(order, id),
                  MeetingId.sentBy(journey(order, sender)),
                  id,
                  kind,
                  contact,
                  now,
                  CareTerms.of(exam, duties.apply(id), zone));
            })
        .toList();
  }

  private static JourneyId journey(Order order, ExamId exam) {
    return JourneyId.of(order.clinic(), order.orderId(), exam);
  }

  /** The same terms in another meeting, for a journey that is re-invited alone. */
  public JourneyTerms inMeeting(MeetingId meeting) {
    return new JourneyTerms(journeyId, meeting, examId, kind, contact, orderedAt, care);
  }

  public boolean isSender() {
    return meetingId.sender().equals(journeyId);
  }

  /** Whether the journey is owed after another one, and waits for its day. */
  public boolean isFollowUp() {
    return care.dueAt() != null;
  }

  public Instant startsAt() {
    return care.dueAt() == null ? orderedAt : care.dueAt();
  }
}
