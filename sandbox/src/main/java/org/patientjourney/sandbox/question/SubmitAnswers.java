package org.patientjourney.sandbox.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.patientjourney.sandbox.patientexam.ExamChange;
import org.patientjourney.sandbox.patientexam.MeetingId;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.shape.SubmitAnswersShape;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;

/** exam_submit_answers (contract 4.4): answers in the patient's place, until the exam is over. */
public final class SubmitAnswers implements ExamChange {

  private record Submitted(int httpCode, String status) {}

  @Override
  public Optional<String> problem(Shape shape, Invite meeting, PatientExam exam, ObjectNode body) {
    Optional<String> wrongMeeting =
        shape.submitAnswers() == SubmitAnswersShape.CURRENT
            ? MeetingId.problemIfRequired(body, meeting)
            : MeetingId.problemIfGiven(body, meeting);
    return wrongMeeting.or(() -> over(exam)).or(() -> sheet(exam, body).firstProblem());
  }

  private static Optional<String> over(PatientExam exam) {
    return exam.status().equals(ExamStatus.PENDING)
        ? Optional.empty()
        : Optional.of(exam.status().refusal());
  }

  private static AnswerSheet sheet(PatientExam exam, ObjectNode body) {
    return new AnswerSheet(body.path("answers"), Questionnaire.of(exam.examId()));
  }

  @Override
  public PatientExam change(PatientExam exam, ObjectNode body, Instant now) {
    return exam.answered(sheet(exam, body).given());
  }

  @Override
  public Object answer(PatientExam changed) {
    return new Submitted(200, "ok");
  }
}
