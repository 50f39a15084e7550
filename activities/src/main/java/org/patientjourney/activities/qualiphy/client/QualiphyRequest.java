package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.Question.SubmittedAnswer;
import org.patientjourney.workflows.fact.PatientExamId;

/** One call with its fields but for the key. Prints the call only: fields are personal data. */
final class QualiphyRequest {
  /** At most 18 digits fit a long; a leading zero would be lost. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private static final JsonMapper JSON = new JsonMapper();

  private final String call;
  private final ObjectNode fields = JSON.createObjectNode();
  private @Nullable Attachment file;

  QualiphyRequest(String call) {
    this.call = call;
  }

  /** A call about one patient exam; its id is documented as an integer. */
  static QualiphyRequest about(String call, PatientExamId exam, @Nullable String meetingUuid) {
    return new QualiphyRequest(call).withPatientExam(exam, meetingUuid);
  }

  QualiphyRequest withPatientExam(PatientExamId exam, @Nullable String meetingUuid) {
    String id = exam.value();
    return with("patient_exam_id", NUMBER.matcher(id).matches() ? (Object) Long.valueOf(id) : id)
        .with("meeting_uuid", meetingUuid);
  }

  /** A text, a number or a list; null is left out. */
  QualiphyRequest with(String name, @Nullable Object value) {
    put(fields, name, value);
    return this;
  }

  QualiphyRequest withAnswers(List<SubmittedAnswer> answers) {
    for (SubmittedAnswer answer : answers) {
      ObjectNode item = fields.withArray("answers").addObject();
      put(item, "question_id", answer.questionId());
      put(item, "answer", answer.answer());
      put(item, "exam_question_response_id", answer.responseId());
      put(item, "answer_text", answer.answerText());
    }
    return this;
  }

  private static void put(ObjectNode object, String name, @Nullable Object value) {
    if (value != null) {
      object.set(name, JSON.valueToTree(value));
    }
  }

  QualiphyRequest withFile(Attachment attachment) {
    file = attachment;
    return this;
  }

  String call() {
    return call;
  }

  @Nullable Attachment file() {
    return file;
  }

  /** The key is a member of the body (docs/provider.md, Access); the request does not keep it. */
  ObjectNode body(String apiKey) {
    return fields.deepCopy().put("api_key", apiKey);
  }

  @Override
  public String toString() {
    return "QualiphyRequest[" + call + "]";
  }
}
