package org.patientjourney.sandbox.call;

import java.util.List;
import org.patientjourney.sandbox.exam.Exam;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.http.Request;

/** POST /api/exam_list: the exams of the clinic that owns the key (contract 4.1). */
public final class ExamListEndpoint {
  private final Reception reception;

  /** The published answer has no http_code. */
  private record ExamList(int clinicId, List<Exam> exams) {}

  public ExamListEndpoint(Reception reception) {
    this.reception = reception;
  }

  /** Answers one call and lists it. */
  public Reply answer(Request request) {
    return reception.receive(
        ProviderEndpoint.EXAM_LIST,
        request,
        (call, account, body) ->
            reception.list(
                call, Answer.json(200, new ExamList(account.clinicId(), ExamCatalogue.exams()))));
  }
}
