package org.patientjourney.activities.invite;

import java.nio.charset.StandardCharsets;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Patient exams as the record has them. Each is the exam's number with a 9 before it. */
public final class TestExams {
  public static final String MEETING_UUID = "8d1c0b7e";

  private TestExams() {}

  /** An attempt that the provider took; all journeys of the meeting have heard of it. */
  public static void send(TestEngine engine, MeetingId meeting, int attempt) {
    begin(engine, meeting, attempt);
    byte[] uuid =
        engine.encryption().encryptText(MEETING_UUID, AttemptAnswers.uuidContext(meeting, attempt));
    markSent(engine, meeting, attempt, uuid, new byte[] {1});
    for (JourneyRow row : engine.dao(JourneyDao.class).findByMeeting(meeting)) {
      bind(engine, row, attempt);
      TestRecords.merge(
          engine,
          row.journeyId(),
          InviteAnswer.sent(attempt, engine.clock().instant(), exam(row.examId())));
    }
  }

  /** Binds no patient exam and informs no journey. */
  public static void markSent(
      TestEngine engine, MeetingId meeting, int attempt, byte[] meetingUuid, byte[] meetingUrl) {
    engine
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update invite_attempt set state = 'SENT', token = null, answered_at = ?,
                      meeting_uuid = ?, meeting_url = ?
                    where meeting_id = ? and number = ?
                    """,
                    engine.clock().instant(),
                    meetingUuid,
                    meetingUrl,
                    meeting,
                    attempt));
  }

  /** An attempt whose answer is unknown. */
  public static void loseAnswer(TestEngine engine, MeetingId meeting, int attempt) {
    begin(engine, meeting, attempt);
    engine
        .dao(InviteAttemptDao.class)
        .markUnknown(meeting, attempt, "http 500", engine.clock().instant());
  }

  /** The id by which an event, or a person, named the exam. */
  public static void bind(TestEngine engine, JourneyRow row, int attempt) {
    engine
        .dao(InviteAttemptDao.class)
        .bindIfAbsent(
            row.meetingId(),
            attempt,
            row.examId(),
            row.journeyId(),
            exam(row.examId()),
            engine.clock().instant());
  }

  /** The first attempt's event 1, applied. */
  public static void report(TestEngine engine, JourneyId journey, ExamStatus status) {
    JourneyRow row = engine.row(journey);
    InviteAttemptRow attempt =
        engine.dao(InviteAttemptDao.class).find(row.meetingId(), 1).orElseThrow();
    byte[] body = status.name().getBytes(StandardCharsets.UTF_8);
    WebhookDeliveryId delivery = engine.deliver(attempt, body, false, 2L);
    TestRecords.merge(
        engine,
        journey,
        new ConsultationCompleted(
            delivery,
            1,
            exam(row.examId()),
            status,
            RxStatus.NOT_TOLD,
            true,
            status.name(),
            engine.clock().instant()));
  }

  private static void begin(TestEngine engine, MeetingId meeting, int attempt) {
    Integer[] exams =
        engine.dao(JourneyDao.class).findByMeeting(meeting).stream()
            .map(row -> row.examId().value())
            .toArray(Integer[]::new);
    engine.startAttempt(meeting, attempt, exams);
  }

  private static PatientExamId exam(ExamId exam) {
    return new PatientExamId("9" + exam);
  }
}
