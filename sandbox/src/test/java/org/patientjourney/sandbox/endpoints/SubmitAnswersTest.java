package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.sandbox.TestInvites.RX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.ProviderEndpoint;

class SubmitAnswersTest {
  private static final String NO = "{\"question_id\":52041,\"answer\":\"No\",%s}";
  private static final String TEXT = "{\"question_id\":52043,\"answer\":\"180\"}";

  @TempDir Path data;
  private TestReceiver receiver;
  private TestSandbox sandbox;
  private String meeting;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data);
    sandbox.invite(TestInvites.inTestMode("Wait", RX).put("webhook_url", receiver.url()));
    meeting = sandbox.meetingUuid();
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private ObjectNode body(String answers) throws Exception {
    ObjectNode body =
        Json.MAPPER
            .createObjectNode()
            .put("api_key", TestSandbox.JUNIPER_KEY)
            .put("meeting_uuid", meeting)
            .put("patient_exam_id", 601001);
    return body.set("answers", Json.MAPPER.readTree(answers));
  }

  private Answered submit(ObjectNode body) throws Exception {
    return sandbox.post(ProviderEndpoint.EXAM_SUBMIT_ANSWERS.path(), body);
  }

  private Answered submit(String answers) throws Exception {
    return submit(body(answers));
  }

  private JsonNode stored() throws Exception {
    return sandbox.firstExam().path("answers");
  }

  private JsonNode event(String verb, String json) throws Exception {
    int before = receiver.bodies().size();
    sandbox.call("POST", "/sandbox/exams/601001/" + verb, json);
    await().until(() -> receiver.bodies().size() == before + 1);
    return receiver.bodies().get(before);
  }

  @Test
  void answers_are_stored_and_returned_by_events_1_and_2() throws Exception {
    Answered answer =
        submit(
            """
            [{"question_id":52043,"answer":"180","height_inches":0},
             {"question_id":52041,"answer":"Yes","exam_question_response_id":520412,
              "answer_text":"an aunt"},
             {"question_id":52042,"answer":"Nausea","exam_question_response_id":520422},
             {"question_id":52042,"answer":"Vomiting","exam_question_response_id":520423}]""");

    assertThat(answer.body()).isEqualTo("{\"http_code\":200,\"status\":\"ok\"}");
    assertThat(stored().get(1))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"question_id":52041,"answer":"Yes","exam_question_response_id":520412,
                 "answer_text":"an aunt"}"""));
    JsonNode expected =
        Json.MAPPER.readTree(
            """
            [{"no":1,"question":"Has anybody in your family had thyroid cancer?",
              "answer":"Yes (an aunt)"},
             {"no":2,"question":"Which of these have you had in the past month?",
              "answer":"Nausea, Vomiting"},
             {"no":3,"question":"What do you weigh today, in pounds?","answer":"180"}]""");
    assertThat(event("decide", "{\"status\":\"Approved\"}").path("questions_answers"))
        .isEqualTo(expected);
    assertThat(event("prescribe", "").path("questions_answers")).isEqualTo(expected);
    assertThat(sandbox.firstExam().path("questions_answers")).isEqualTo(expected);
  }

  @Test
  void events_of_a_missed_exam_have_no_answers() throws Exception {
    submit("[" + TEXT + "]");

    assertThat(event("decide", "{\"status\":\"Missed\"}").path("questions_answers")).isEmpty();
    assertThat(event("decide", "{\"status\":\"NA\"}").path("questions_answers")).hasSize(1);
  }

  @Test
  void older_items_name_a_question_by_its_number() throws Exception {
    assertThat(
            submit(
                    "[{\"no\":3,\"question\":\"…\",\"answer\":\"180\"},{\"no\":1,\"answer\":\"No\"}]")
                .status())
        .isEqualTo(200);

    assertThat(stored().findValuesAsText("question_id")).containsExactly("52043", "52041");
  }

  @Test
  void last_answer_to_a_question_wins() throws Exception {
    submit(
        """
        [{"question_id":52041,"answer":"No","exam_question_response_id":520411},
         {"question_id":52042,"answer":"Nausea","exam_question_response_id":520422},
         {"question_id":52042,"answer":"Vomiting","exam_question_response_id":520423},
         {"question_id":52043,"answer":"180"}]""");
    submit(
        """
        [{"question_id":52041,"answer":"No","exam_question_response_id":520411},
         {"question_id":52041,"answer":"Yes","exam_question_response_id":520412},
         {"question_id":52042,"answer":"None","exam_question_response_id":520421}]""");

    assertThat(stored().findValuesAsText("answer")).containsExactly("180", "Yes", "None");
  }

  @Test
  void meeting_must_be_the_exams_own() throws Exception {
    sandbox.invite(TestInvites.forGfe("Wait"));
    String other = sandbox.state().at("/invites/1/meeting_uuid").asText();
    ObjectNode body = body("[" + TEXT + "]");

    assertThat(submit(body.put("meeting_uuid", other)).refusal())
        .isEqualTo("400 Invalid meeting id");
    body.remove("meeting_uuid");
    assertThat(submit(body).refusal()).isEqualTo("400 Invalid meeting id");
    assertThat(stored()).isEmpty();

    sandbox.post("/sandbox/shape", Map.of("submit_answers", "legacy"));

    assertThat(submit(body).status()).isEqualTo(200);
    assertThat(submit(body.put("meeting_uuid", other)).refusal())
        .isEqualTo("400 Invalid meeting id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"question_id\":51011,\"answer\":\"No\"}] | Invalid question id",
        "[{\"question_id\":\"52043\",\"answer\":\"No\"}] | Invalid question id",
        "[{\"no\":4,\"answer\":\"No\"}] | Invalid question id",
        "[{\"answer\":\"No\"}] | Invalid question id",
        "[{\"question_id\":52043}] | Missing required field: answer",
        "[{\"question_id\":52043,\"answer\":180}] | Invalid answer",
        "[{\"question_id\":52043,\"answer\":\"180\",\"height_inches\":\"5\"}] | Invalid height_inches",
        "[{\"question_id\":52041,\"answer\":\"No\"}]"
            + " | Missing required field: exam_question_response_id",
        "[{\"question_id\":52041,\"answer\":\"No\",\"exam_question_response_id\":520421}]"
            + " | Invalid exam_question_response_id",
        "[{\"question_id\":52043,\"answer\":\"180\",\"exam_question_response_id\":520411}]"
            + " | Invalid exam_question_response_id",
        "[] | Invalid answers",
        "[7] | Invalid answers",
        "{} | Invalid answers",
      })
  void sheet_with_one_wrong_answer_is_refused_as_a_whole(String answers, String text)
      throws Exception {
    String all = answers.startsWith("[{") ? answers.replaceFirst("\\[", "[" + TEXT + ",") : answers;

    assertThat(submit(all).refusal()).isEqualTo("400 " + text);

    assertThat(stored()).isEmpty();
  }

  @Test
  void missing_parts_are_named() throws Exception {
    ObjectNode body = body("[]");
    body.remove("answers");
    assertThat(submit(body).refusal()).isEqualTo("400 Missing required field: answers");
    body.remove("patient_exam_id");
    assertThat(submit(body).refusal()).isEqualTo("400 Missing required field: patient_exam_id");
    assertThat(submit(body.put("patient_exam_id", 601009)).refusal())
        .isEqualTo("400 Invalid patient exam id");
  }

  @Test
  void after_the_exam_it_is_too_late() throws Exception {
    submit("[" + TEXT + "]");
    sandbox.decide(601001, "Approved");

    assertThat(submit("[" + NO.formatted("\"exam_question_response_id\":520411") + "]").refusal())
        .isEqualTo("400 Exam status is already approved.");

    assertThat(stored()).hasSize(1);
  }

  @Test
  void answers_survive_a_restart() throws Exception {
    submit("[" + TEXT + "]");

    sandbox.close();
    sandbox = TestSandbox.start(data);

    assertThat(stored().findValuesAsText("answer")).containsExactly("180");
  }
}
