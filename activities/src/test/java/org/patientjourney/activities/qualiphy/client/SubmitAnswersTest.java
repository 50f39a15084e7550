package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.CallResult.Done;
import org.patientjourney.activities.qualiphy.Question.SubmittedAnswer;

/** Submitted answers; what they share with other calls is in {@link ExamCallTest}. */
class SubmitAnswersTest {
  private static final SubmittedAnswer TEXT = new SubmittedAnswer(4457, "Hay fever", null, null);
  private static final SubmittedAnswer OPTION = new SubmittedAnswer(4458, "Yes", 5011, "Daily");

  @Test
  void answers_are_sent_by_id_without_absent_fields() throws IOException {
    assertThat(call(ExamCall.MEETING, TEXT, OPTION).request())
        .isEqualTo(
            new ProviderStub.Request(
                "POST",
                "/api/exam_submit_answers",
                "application/json",
                "{\"patient_exam_id\":601233,\"meeting_uuid\":\""
                    + ExamCall.MEETING
                    + "\",\"answers\":[{\"question_id\":4457,\"answer\":\"Hay fever\"},"
                    + "{\"question_id\":4458,\"answer\":\"Yes\",\"exam_question_response_id\":5011,"
                    + "\"answer_text\":\"Daily\"}],\"api_key\":\""
                    + TestInvites.KEY.value()
                    + "\"}"));
  }

  /** Three forms are known. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"http_code\":200,\"status\":\"ok\"}",
        "{\"http_code\":200,\"patient_exam_id\":601233,\"submitted\":true}",
        "{\"http_code\":200,\"patient_exam_id\":601233,\"answers_recorded\":1,\"status\":\"prefilled\"}"
      })
  void every_known_form_of_a_success_is_accepted(String body) throws IOException {
    assertThat(call(ExamCall.MEETING, TEXT).answeredBy(200, body))
        .isEqualTo(new Done<>(new Accepted()));
  }

  @Test
  void without_meeting_or_answers_nothing_is_sent() {
    assertThatIllegalArgumentException().isThrownBy(() -> call(" ", TEXT).request());
    assertThatIllegalArgumentException().isThrownBy(() -> call(ExamCall.MEETING).request());
  }

  @Test
  void neither_answers_nor_meeting_are_printed() {
    QualiphyRequest request =
        QualiphyRequest.about("exam_submit_answers", ExamCall.EXAM, ExamCall.MEETING)
            .withAnswers(List.of(TEXT, OPTION));
    assertThat(request + " " + TEXT + OPTION)
        .contains("exam_submit_answers", "question 4457")
        .doesNotContain("Hay fever", "Yes", "Daily", "5011", ExamCall.MEETING);
  }

  private static ProviderCall<CallResult<Accepted>> call(
      String meeting, SubmittedAnswer... answers) {
    return new ProviderCall<>(
        client -> client.submitAnswers(TestInvites.KEY, meeting, ExamCall.EXAM, List.of(answers)));
  }
}
