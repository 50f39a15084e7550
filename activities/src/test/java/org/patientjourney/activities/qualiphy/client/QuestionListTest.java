package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.LookupResult.Found;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.Question.Option;
import org.patientjourney.workflows.order.ExamId;

/** The shapes of a questionnaire. */
class QuestionListTest {
  @Test
  void the_older_shape_has_ids_and_options() throws IOException {
    assertThat(
            questions(
                """
                {"http_code":200,"exam_id":5204,"meeting_uuid":"2b1f","patient_exam_id":601233,
                 "questions":[
                  {"id":4457,"question":"Any allergies?","responses":[]},
                  {"id":"4458","question":"Do you smoke?","responses":[
                    {"response":"Yes","input_field":1,"exam_question_response_id":5011},
                    {"response":"No","input_field":0,"exam_question_response_id":"5012"}]}],
                 "answers":[{"question_id":4457,"response":"None"}]}"""))
        .isEqualTo(
            found(
                new Question(4457, null, "Any allergies?", List.of()),
                new Question(
                    4458,
                    null,
                    "Do you smoke?",
                    List.of(new Option(5011, "Yes", true), new Option(5012, "No", false)))));
  }

  @Test
  void the_documented_shape_has_numbers_only() throws IOException {
    assertThat(
            questions(
                """
                {"exam_id":5204,"questions":[{"no":1,"question":"Any allergies?","type":"text"},
                 {"no":"2","question":"Pregnant?","type":"yes_no"}]}"""))
        .isEqualTo(
            found(
                new Question(null, 1, "Any allergies?", List.of()),
                new Question(null, 2, "Pregnant?", List.of())));
  }

  @Test
  void question_id_is_preferred_and_an_entry_without_id_and_number_left_out() throws IOException {
    assertThat(
            questions(
                """
                [{"no":1,"id":7,"question_id":4457,"question":" Any allergies? "},
                 {"no":2,"id":4458,"question_id":null,"question":null},
                 {"question":"of nobody"},{"id":"x","no":[],"question":"of nobody"},17]"""))
        .isEqualTo(
            found(
                new Question(4457, 1, "Any allergies?", List.of()),
                new Question(4458, 2, "", List.of())));
  }

  @Test
  void an_option_without_an_id_is_still_an_option() throws IOException {
    assertThat(
            questions(
                """
                [{"id":1,"question":"Smoke?","responses":["Yes",{"response":"No"},null]}]"""))
        .isEqualTo(
            found(
                new Question(
                    1,
                    null,
                    "Smoke?",
                    List.of(
                        new Option(null, "Yes", false),
                        new Option(null, "No", false),
                        new Option(null, "", false)))));
  }

  private static Found<Question> found(Question... questions) {
    return new Found<>(List.of(questions));
  }

  private static LookupResult<Question> questions(String body) throws IOException {
    return new ProviderCall<>(
            client -> client.lookUp(TestInvites.KEY, Lookup.questions(new ExamId(5204))))
        .answeredBy(200, body);
  }
}
