package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;

/** The body of {@code exam_submit_answers} (contract 4.4, the shape by ids) but for the key. */
record QualiphySubmission(
    @JsonUnwrapped QualiphyPatientExam exam, @JsonProperty("answers") List<Item> answers) {

  /** One answer on the wire. */
  record Item(
      @JsonProperty("question_id") int questionId,
      @JsonProperty("answer") String answer,
      @JsonProperty("exam_question_response_id") @Nullable Integer responseId,
      @JsonProperty("answer_text") @Nullable String answerText) {
    static Item of(SubmittedAnswer answer) {
      return new Item(
          answer.questionId(), answer.answer(), answer.responseId(), answer.answerText());
    }

    @Override
    public String toString() {
      return "Item[question " + questionId + "]";
    }
  }

  static QualiphySubmission of(
      String meetingUuid, PatientExamId exam, List<SubmittedAnswer> answers) {
    if (meetingUuid.isBlank() || answers.isEmpty()) {
      throw new IllegalArgumentException("answers need a meeting, and there is one at least");
    }
    return new QualiphySubmission(
        QualiphyPatientExam.of(exam, meetingUuid), answers.stream().map(Item::of).toList());
  }

  @Override
  public String toString() {
    return "QualiphySubmission[" + exam + ", " + answers.size() + " answers]";
  }
}
