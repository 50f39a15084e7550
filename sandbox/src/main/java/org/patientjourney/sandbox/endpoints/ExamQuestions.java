package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.patientjourney.sandbox.catalogue.Catalogue;
import org.patientjourney.sandbox.catalogue.Questionnaire;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PatientExam.GivenAnswer;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.Shape.Questions;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** exam_questions: of an exam, or of one patient's exam. */
final class ExamQuestions {
  private static final String EXAM = "exam_id";
  private static final String PATIENT_EXAM = "patient_exam_id";
  private static final String QUESTIONS = "questions";

  private ExamQuestions() {}

  static Changed<Object> questions(SandboxState state, Caller caller) {
    ObjectNode body = caller.body();
    Questions shape = state.shape().questionsShape();
    boolean isOfPatient = !body.hasNonNull(EXAM) && body.hasNonNull(PATIENT_EXAM);
    return new Changed<>(
        state,
        shape == Questions.LEGACY || (shape == Questions.SUPERSET && isOfPatient)
            ? ofPatientExam(PatientExamCalls.Target.of(state, caller))
            : ofExam(examId(body.path(EXAM)), shape));
  }

  private static int examId(JsonNode exam) {
    if (exam.isMissingNode() || exam.isNull()) {
      throw Refusal.missing(EXAM);
    }
    if (!exam.isInt() || Catalogue.findExam(exam.intValue()).isEmpty()) {
      throw Refusal.invalid("exam id");
    }
    return exam.intValue();
  }

  /** The documented answer has neither http_code nor ids. */
  private static ObjectNode ofExam(int examId, Questions shape) {
    if (shape == Questions.DOCUMENTED) {
      return Json.object().put(EXAM, examId).set(QUESTIONS, questions(examId, "no", "question"));
    }
    return Json.object()
        .put("http_code", 200)
        .put(EXAM, examId)
        .set(QUESTIONS, questions(examId, "no", "id", "question", "responses"));
  }

  private static ObjectNode ofPatientExam(PatientExamCalls.Target target) {
    target.requireMeetingId();
    PatientExam exam = target.exam();
    ArrayNode answers = Json.MAPPER.createArrayNode();
    for (GivenAnswer given : exam.answers()) {
      ObjectNode item = answers.addObject().put("question_id", given.questionId());
      if (given.examQuestionResponseId() != null) {
        item.put("exam_question_response_id", given.examQuestionResponseId());
      }
      item.put("response", given.answer());
    }
    return Json.object()
        .put("http_code", 200)
        .put(EXAM, exam.examId())
        .put("meeting_uuid", target.meeting().meetingUuid().toString())
        .put(PATIENT_EXAM, exam.patientExamId())
        .<ObjectNode>set(QUESTIONS, questions(exam.examId(), "id", "question", "responses"))
        .set("answers", answers);
  }

  private static JsonNode questions(int examId, String... members) {
    JsonNode questions = Json.MAPPER.valueToTree(Questionnaire.of(examId).questions());
    questions.forEach(question -> ((ObjectNode) question).retain(members));
    return questions;
  }
}
