package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.sandbox.TestInvites.GFE;
import static org.patientjourney.sandbox.TestInvites.OTHER_GFE;
import static org.patientjourney.sandbox.TestInvites.OTHER_RX;
import static org.patientjourney.sandbox.TestInvites.RX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.http.Json;

class ExamInviteTest {
  @TempDir Path data;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    sandbox = TestSandbox.start(data);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void invite_answers_the_meeting_and_one_patient_exam_for_each_exam() throws Exception {
    JsonNode answer = sandbox.invite(TestInvites.inTestMode("Reject", GFE, RX)).json();

    assertThat(answer.path("http_code").intValue()).isEqualTo(200);
    assertThat(answer.path("meeting_url").asText())
        .startsWith("https://")
        .endsWith(answer.path("meeting_uuid").asText());
    assertThat(answer.path("meeting_uuid").asText()).hasSize(36);
    assertThat(answer.path("patient_exams"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                [{"patient_exam_id":601001,"exam_title":"GFE: Neurotoxin & Filler","exam_id":5101},
                 {"patient_exam_id":601002,
                  "exam_title":"Tirzepatide, 1 Month Supply with Medication Shipping",
                  "exam_id":5204}]"""));
  }

  @Test
  void call_is_listed_without_the_patient() throws Exception {
    sandbox.invite(TestInvites.inTestMode("Approve", GFE, OTHER_GFE));

    JsonNode state = sandbox.state();
    assertThat(state.path("calls")).hasSize(1);
    JsonNode call = state.at("/calls/0");
    assertThat(call.path("number").intValue()).isEqualTo(1);
    assertThat(call.path("clinic").asText()).isEqualTo("juniper");
    assertThat(call.path("answer_code").intValue()).isEqualTo(200);
    assertThat(call.path("exam_ids").toString()).isEqualTo("[5101,5102]");
    assertThat(call.toString()).doesNotContain("rivka", "Approve", TestSandbox.JUNIPER_KEY);
    assertThat(state.at("/invites/0/call").intValue()).isEqualTo(1);
  }

  @Test
  void parallel_invites_have_distinct_ids() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    List<Future<Answered>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(threads.submit(() -> sandbox.invite(TestInvites.forGfe("Wait"))));
    }
    List<String> ids = new ArrayList<>();
    for (Future<Answered> answer : answers) {
      ids.addAll(answer.get().json().findValuesAsText("patient_exam_id"));
    }
    threads.shutdown();

    assertThat(ids).hasSize(20).doesNotHaveDuplicates();
    JsonNode state = sandbox.state();
    assertThat(state.path("invites").findValuesAsText("patient_exam_id"))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(state.path("calls").findValuesAsText("number")).hasSize(20).doesNotHaveDuplicates();
    assertThat(state.path("pending_exams").intValue()).isEqualTo(20);
  }

  @Test
  void the_same_body_twice_makes_two_meetings() throws Exception {
    JsonNode first = sandbox.invite(TestInvites.forGfe("Wait")).json();
    JsonNode second = sandbox.invite(TestInvites.forGfe("Wait")).json();

    assertThat(second.path("meeting_uuid")).isNotEqualTo(first.path("meeting_uuid"));
  }

  @Test
  void exam_in_a_real_state_stays_pending_with_any_name() throws Exception {
    ObjectNode body = TestInvites.forGfe("Approve").put("state", "NV").put("tele_state", "NV");

    assertThat(sandbox.invite(body).status()).isEqualTo(200);
    assertThat(sandbox.state().at("/invites/0/patient_exams/0/plan")).isEmpty();
  }

  @Test
  void one_rx_exam_beside_good_faith_exams_is_accepted_and_two_are_not() throws Exception {
    assertThat(sandbox.invite(TestInvites.inTestMode("Wait", GFE, RX)).status()).isEqualTo(200);

    Answered two = sandbox.invite(TestInvites.inTestMode("Wait", RX, OTHER_RX));
    assertThat(two.status()).isEqualTo(400);
    assertThat(two.json().path("message").asText())
        .isEqualTo("Only one Rx exam is allowed per meeting.");
  }

  @ParameterizedTest
  @CsvSource({
    "exams, null, Missing required field: exams",
    "exams, [], Missing required field: exams",
    "exams, 5101, Invalid exams",
    "exams, [\"5101\"], Invalid exams",
    "exams, [9999], Invalid exam id",
    "first_name, null, Missing required field: first_name",
    "last_name, '\" \"', Missing required field: last_name",
    "email, null, Missing required field: email",
    "email, \"rivka\", Invalid email",
    "dob, null, Missing required field: dob",
    "dob, \"1979-02-30\", Invalid dob",
    "dob, \"02.11.1979\", Invalid dob",
    "phone_number, null, Missing required field: phone_number",
    "phone_number, \"12025550147\", Invalid phone_number",
    "phone_number, \"(202) 555-0147\", Invalid phone_number",
    "tele_state, null, Missing required field: tele_state",
    "tele_state, \"te\", Invalid tele_state",
    "tele_state, \"AL\", Invalid tele_state",
    "tele_state, \"MS\", Invalid tele_state",
    "tele_state, \"NV\", Invalid tele_state",
    "state, \"NV\", Invalid state",
    "state, null, Invalid state",
    "gender, \"female\", Invalid gender",
    "gender, 4, Invalid gender",
    "webhook_url, \"hooks\", Invalid webhook_url",
    "additional_data, {}, Invalid additional_data",
    "custom_pharmacy, 3, Invalid custom_pharmacy",
    "ncpdpid, \"123456\", Invalid ncpdpid",
    "custom_pharmacy_patient_billing, 1, "
        + "Missing required field: custom_pharmacy_clinic_billing",
  })
  void refusal_names_the_field(String field, String json, String text) throws Exception {
    ObjectNode body = TestInvites.forGfe("Approve");
    body.set(field, Json.MAPPER.readTree(json));

    Answered answer = sandbox.invite(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_message").asText()).isEqualTo(text);
    JsonNode state = sandbox.state();
    assertThat(state.path("invites")).isEmpty();
    assertThat(state.at("/calls/0/answer_code").intValue()).isEqualTo(400);
  }

  @Test
  void refusals_have_the_order_of_the_readme() throws Exception {
    ObjectNode body =
        TestInvites.inTestMode("Approve", RX, OTHER_RX)
            .put("api_key", "nobody")
            .put("dob", "soon")
            .put("ncpdpid", "1");
    body.remove("email");
    List<String> texts = new ArrayList<>();

    texts.add(text(sandbox.call("POST", "/api/exam_invite", "[1]")));
    texts.add(text(sandbox.invite(body)));
    sandbox.arm("rx-contract-unsigned");
    texts.add(text(sandbox.invite(body.put("api_key", TestSandbox.JUNIPER_KEY))));
    texts.add(text(sandbox.invite(body)));
    texts.add(text(sandbox.invite(body.put("email", "a@example.org"))));
    body.put("dob", "1979-11-02").putArray("exams").add(9999).add(RX).add(OTHER_RX);
    texts.add(text(sandbox.invite(body)));
    body.putArray("exams").add(RX).add(OTHER_RX);
    texts.add(text(sandbox.invite(body)));
    body.putArray("exams").add(RX);
    texts.add(text(sandbox.invite(body)));

    assertThat(texts)
        .containsExactly(
            "Invalid JSON object",
            "Unauthorized access.",
            "Need to sign Prescriptive Services Contract via Qualiphy Portal!",
            "Missing required field: email",
            "Invalid dob",
            "Invalid exam id",
            "Only one Rx exam is allowed per meeting.",
            "Invalid ncpdpid");
  }

  private static String text(Answered answer) throws Exception {
    return answer.json().path("error_message").asText();
  }
}
