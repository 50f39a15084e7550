package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.sandbox.state.ProviderEndpoint.EXAM_LIST;
import static org.patientjourney.sandbox.state.ProviderEndpoint.EXAM_QUESTIONS;
import static org.patientjourney.sandbox.state.ProviderEndpoint.EXAM_SUBMIT_ANSWERS;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.http.Json;

class ExamQuestionsTest {
  @TempDir Path data;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    sandbox = TestSandbox.start(data);
    sandbox.invite(TestInvites.forGfe("Wait"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private TestSandbox.Answered ofExam(Object exam) throws Exception {
    return sandbox.provider(EXAM_QUESTIONS, Map.of("exam_id", exam));
  }

  private TestSandbox.Answered ofPatient(String meeting, Object exam) throws Exception {
    return sandbox.provider(
        EXAM_QUESTIONS, Map.of("meeting_uuid", meeting, "patient_exam_id", exam));
  }

  private void shape(String value) throws Exception {
    sandbox.post("/sandbox/shape", Map.of("questions_shape", value));
  }

  @Test
  void questions_have_the_ids_that_their_answers_need() throws Exception {
    assertThat(ofExam(5101).json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"http_code":200,"exam_id":5101,"questions":[
                  {"no":1,"id":51011,"question":"Are you pregnant or breastfeeding?","responses":[
                    {"response":"No","input_field":0,"exam_question_response_id":510111},
                    {"response":"Yes","input_field":1,"exam_question_response_id":510112}]},
                  {"no":2,"id":51012,"question":"Have you had any of these after an injection?",
                   "responses":[
                    {"response":"None","input_field":0,"exam_question_response_id":510121},
                    {"response":"Swelling for more than a week","input_field":0,
                     "exam_question_response_id":510122},
                    {"response":"Fainting","input_field":0,"exam_question_response_id":510123},
                    {"response":"Something else","input_field":1,
                     "exam_question_response_id":510124}]},
                  {"no":3,"id":51013,"question":"Which medicines do you take?","responses":[]}]}"""));
  }

  @Test
  void every_exam_has_three_questions_and_no_id_twice() throws Exception {
    List<String> ids = new ArrayList<>();

    for (JsonNode exam : sandbox.provider(EXAM_LIST, Map.of()).json().path("exams")) {
      JsonNode answer = ofExam(exam.path("id").intValue()).json();
      assertThat(answer.path("questions")).hasSize(3);
      ids.addAll(answer.path("questions").findValuesAsText("id"));
      ids.addAll(answer.findValuesAsText("exam_question_response_id"));
    }

    assertThat(ids).hasSizeGreaterThan(6 * 8).doesNotHaveDuplicates();
  }

  @Test
  void documented_questions_have_neither_ids_nor_a_code() throws Exception {
    shape("documented");

    assertThat(ofExam(5309).json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"exam_id":5309,"questions":[
                  {"no":1,"question":"Do you wear contact lenses?"},
                  {"no":2,"question":"What is wrong with your eye?"},
                  {"no":3,"question":"Since when?"}]}"""));
  }

  @ParameterizedTest
  @CsvSource({"superset", "legacy"})
  void questions_of_a_patient_have_the_answers_so_far(String shape) throws Exception {
    shape(shape);
    String meeting = sandbox.meetingUuid();
    sandbox.provider(
        EXAM_SUBMIT_ANSWERS,
        Map.of(
            "meeting_uuid",
            meeting,
            "patient_exam_id",
            601001,
            "answers",
            List.of(
                Map.of("question_id", 51011, "answer", "No", "exam_question_response_id", 510111),
                Map.of("question_id", 51013, "answer", "None"))));

    JsonNode answer = ofPatient(meeting, "601001").json();

    assertThat(answer.path("http_code").intValue()).isEqualTo(200);
    assertThat(answer.path("exam_id").intValue()).isEqualTo(5101);
    assertThat(answer.path("meeting_uuid").asText()).isEqualTo(meeting);
    assertThat(answer.path("patient_exam_id").longValue()).isEqualTo(601001);
    assertThat(answer.at("/questions/0").toString())
        .startsWith("{\"id\":51011,\"question\":\"Are you pregnant");
    assertThat(answer.path("answers"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                [{"question_id":51011,"exam_question_response_id":510111,"response":"No"},
                 {"question_id":51013,"response":"None"}]"""));
  }

  @Test
  void each_shape_accepts_only_its_own_request() throws Exception {
    String meeting = sandbox.meetingUuid();
    shape("documented");
    assertThat(ofPatient(meeting, 601001).refusal())
        .isEqualTo("400 Missing required field: exam_id");

    shape("legacy");

    assertThat(ofExam(5101).refusal()).isEqualTo("400 Missing required field: patient_exam_id");
  }

  @Test
  void unknown_exams_and_strange_meetings_have_no_questions() throws Exception {
    String meeting = sandbox.meetingUuid();
    sandbox.invite(TestInvites.forGfe("Wait").put("api_key", TestSandbox.ALDER_KEY));

    assertThat(ofExam(5999).refusal()).isEqualTo("400 Invalid exam id");
    assertThat(ofExam("5101").refusal()).isEqualTo("400 Invalid exam id");
    assertThat(ofPatient(meeting, 601009).refusal()).isEqualTo("400 Invalid patient exam id");
    assertThat(ofPatient(meeting, 601002).refusal()).isEqualTo("400 Invalid patient exam id");
    assertThat(ofPatient("2b1f", 601001).refusal()).isEqualTo("400 Invalid meeting id");
    assertThat(sandbox.provider(EXAM_QUESTIONS, Map.of()).refusal())
        .isEqualTo("400 Missing required field: exam_id");
  }
}
