package org.patientjourney.sandbox.question;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.state.GivenAnswer;
import org.patientjourney.sandbox.state.PatientExam;

/** What exam_questions answers, in three shapes (contract 4.3). */
final class QuestionsAnswer {
  private QuestionsAnswer() {}

  private record Documented(int examId, List<Asked> questions) {}

  private record Superset(int httpCode, int examId, List<Asked> questions) {}

  private record Legacy(
      int httpCode,
      int examId,
      UUID meetingUuid,
      long patientExamId,
      List<Asked> questions,
      List<Told> answers) {}

  /** A question, with what the shape tells of it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Asked(
      @Nullable Integer no,
      @Nullable Integer id,
      String question,
      @Nullable List<Choice> responses) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Told(int questionId, @Nullable Integer examQuestionResponseId, String response) {
    static Told of(GivenAnswer given) {
      return new Told(given.questionId(), given.examQuestionResponseId(), given.answer());
    }
  }

  /** [openapi] Without http_code. */
  static Object documented(int examId) {
    return new Documented(examId, asked(examId, q -> new Asked(q.no(), null, q.question(), null)));
  }

  static Object superset(int examId) {
    return new Superset(
        200, examId, asked(examId, q -> new Asked(q.no(), q.id(), q.question(), q.responses())));
  }

  static Object legacy(UUID meeting, PatientExam exam) {
    return new Legacy(
        200,
        exam.examId(),
        meeting,
        exam.patientExamId(),
        asked(exam.examId(), q -> new Asked(null, q.id(), q.question(), q.responses())),
        exam.answers().stream().map(Told::of).toList());
  }

  private static List<Asked> asked(int examId, Function<Question, Asked> how) {
    return Questionnaire.of(examId).questions().stream().map(how).toList();
  }
}
