package org.patientjourney.sandbox.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.call.NamedExams;
import org.patientjourney.sandbox.call.Reception;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.patientexam.MeetingId;
import org.patientjourney.sandbox.shape.QuestionsShape;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.StateStore;

/** POST /api/exam_questions: of an exam, or of one patient's exam (contract 4.3). */
public final class ExamQuestionsEndpoint {
  private static final String EXAM = "exam_id";
  private static final String PATIENT_EXAM = "patient_exam_id";

  private final Reception reception;
  private final StateStore store;

  public ExamQuestionsEndpoint(Reception reception, StateStore store) {
    this.reception = reception;
    this.store = store;
  }

  /** Answers one call and lists it. */
  public Reply answer(Request request) {
    return reception.receive(ProviderEndpoint.EXAM_QUESTIONS, request, this::answer);
  }

  private Reply answer(Call call, Account account, ObjectNode body) {
    QuestionsShape shape = store.now().shape().questionsShape();
    boolean ofPatient = !body.hasNonNull(EXAM) && body.hasNonNull(PATIENT_EXAM);
    return shape == QuestionsShape.LEGACY || (shape == QuestionsShape.SUPERSET && ofPatient)
        ? ofPatientExam(call, account, body)
        : ofExam(call, body.path(EXAM), shape);
  }

  private Reply ofExam(Call call, JsonNode exam, QuestionsShape shape) {
    if (exam.isMissingNode() || exam.isNull()) {
      return reception.refuse(call, 400, "Missing required field: " + EXAM);
    }
    if (!exam.isInt() || ExamCatalogue.find(exam.intValue()).isEmpty()) {
      return reception.refuse(call, 400, "Invalid exam id");
    }
    int id = exam.intValue();
    boolean documented = shape == QuestionsShape.DOCUMENTED;
    return reception.list(
        call,
        Answer.json(
            200, documented ? QuestionsAnswer.documented(id) : QuestionsAnswer.superset(id)));
  }

  private Reply ofPatientExam(Call call, Account account, ObjectNode body) {
    if (!body.hasNonNull(PATIENT_EXAM)) {
      return reception.refuse(call, 400, "Missing required field: " + PATIENT_EXAM);
    }
    Optional<Long> id = NamedExams.patientExamId(body);
    Optional<Invite> meeting =
        id.flatMap(store.now()::inviteOf)
            .filter(invite -> invite.clinic().equals(account.clinic()));
    if (meeting.isEmpty()) {
      return reception.refuse(call, 400, "Invalid patient exam id");
    }
    Optional<String> problem = MeetingId.problemIfRequired(body, meeting.get());
    if (problem.isPresent()) {
      return reception.refuse(call, 400, problem.get());
    }
    Object questions =
        QuestionsAnswer.legacy(
            meeting.get().meetingUuid(), meeting.get().exam(id.orElseThrow()).orElseThrow());
    return reception.list(call, Answer.json(200, questions));
  }
}
