package org.patientjourney.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.sandbox.TestInvites.GFE;
import static org.patientjourney.sandbox.TestInvites.OTHER_GFE;
import static org.patientjourney.sandbox.TestInvites.RX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.http.Json;

class EventTest {
  @TempDir Path data;
  private TestReceiver receiver;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data);
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private void invite(ObjectNode body) throws Exception {
    sandbox.invite(body.put("webhook_url", receiver.url()));
  }

  private void awaitEvents(int count) {
    await()
        .untilAsserted(
            () -> {
              JsonNode events = sandbox.state().path("events");
              assertThat(events.findValuesAsText("state")).hasSize(count).containsOnly("delivered");
            });
  }

  @Test
  void approval_is_posted_with_the_documented_body() throws Exception {
    invite(TestInvites.inTestMode("Approve", GFE).put("additional_data", "{\"order\":\"S-77\"}"));
    awaitEvents(1);

    ObjectNode body = (ObjectNode) receiver.bodies().get(0);
    String url = body.remove("exam_url").asText();
    assertThat(url)
        .matches(
            "http://127\\.0\\.0\\.1:\\d+/pdf/601001\\.pdf\\?Expires=\\d{10}&Signature=[0-9a-f]{96}");
    assertThat(body)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"event":1,"reason":"No contraindications found","exam_id":"5101",
                 "exam_name":"GFE: Neurotoxin & Filler","exam_status":"Approved","rx_status":null,
                 "clinic_name":"juniper","patient_email":"rivka.test@example.org",
                 "patient_phone_number":"2025550147","patient_exam_id":"601001",
                 "provider_name":"NP Dana Okafor","additional_data":"{\\"order\\":\\"S-77\\"}",
                 "questions_answers":[]}"""));
  }

  @ParameterizedTest
  @CsvSource({
    "Approve, Approved, true",
    "Reject, Rejected, true",
    "N/A, NA, false",
    "Missed, Missed, false",
    "Defer, Deferred to Medical Director, true",
  })
  void outcome_follows_the_name(String name, String status, boolean clinician) throws Exception {
    invite(TestInvites.forGfe(name));
    awaitEvents(1);

    JsonNode body = receiver.bodies().get(0);
    assertThat(body.path("exam_status").asText()).isEqualTo(status);
    assertThat(body.path("exam_url").isTextual()).isEqualTo(clinician);
    assertThat(body.path("provider_name").isTextual()).isEqualTo(clinician);
    assertThat(body.path("additional_data").isNull()).isTrue();
    assertThat(sandbox.state().at("/invites/0/patient_exams/0/status").asText()).isEqualTo(status);
    assertThat(sandbox.state().path("pending_exams").intValue()).isZero();
  }

  @Test
  void deferral_is_followed_by_the_decision() throws Exception {
    invite(TestInvites.forGfe("Defer Reject"));
    awaitEvents(2);

    assertThat(sandbox.state().path("events").findValuesAsText("status"))
        .containsExactly("Deferred to Medical Director", "Rejected");
    assertThat(receiver.bodies())
        .extracting(body -> body.path("exam_status").asText())
        .containsExactlyInAnyOrder("Deferred to Medical Director", "Rejected");
  }

  @Test
  void two_exams_of_one_meeting_alternate() throws Exception {
    invite(TestInvites.inTestMode("Approve Reject", OTHER_GFE, GFE));
    awaitEvents(2);

    assertThat(receiver.bodies())
        .extracting(b -> b.path("exam_id").asText() + " " + b.path("exam_status").asText())
        .containsExactlyInAnyOrder("5102 Approved", "5101 Rejected");
  }

  @Test
  void approved_rx_exam_says_that_the_pharmacy_confirmed() throws Exception {
    invite(TestInvites.inTestMode("Approve", RX));
    awaitEvents(1);

    assertThat(receiver.bodies().get(0).path("rx_status").asText()).isEqualTo("Pharmacy Confirmed");
  }

  @Test
  void without_a_webhook_there_is_a_decision_but_no_event() throws Exception {
    sandbox.invite(TestInvites.forGfe("Approve"));

    await().until(() -> sandbox.state().path("pending_exams").intValue() == 0);
    assertThat(sandbox.state().path("events")).isEmpty();
  }

  @Test
  void event_is_sent_again_until_acknowledged() throws Exception {
    receiver.answersOnce(500);
    invite(TestInvites.forGfe("Approve"));
    awaitEvents(1);

    assertThat(sandbox.state().at("/events/0/attempts").intValue()).isEqualTo(2);
    assertThat(sandbox.state().at("/events/0/last_http_code").intValue()).isEqualTo(200);
    assertThat(receiver.bodies()).hasSize(2);
    assertThat(receiver.bodies().get(1).path("exam_url"))
        .isNotEqualTo(receiver.bodies().get(0).path("exam_url"));
  }

  @Test
  void event_is_given_up_after_four_tries() throws Exception {
    receiver.answers(500);
    invite(TestInvites.forGfe("Approve"));

    await().until(() -> sandbox.state().at("/events/0/state").asText().equals("failed"));
    assertThat(sandbox.state().at("/events/0/attempts").intValue()).isEqualTo(4);
    assertThat(sandbox.state().at("/events/0/last_http_code").intValue()).isEqualTo(500);
    assertThat(receiver.bodies()).hasSize(4);
  }

  @Test
  void no_answer_in_time_is_no_acknowledgement() throws Exception {
    receiver.answersNothing();
    invite(TestInvites.forGfe("Approve"));

    await().until(() -> sandbox.state().at("/events/0/state").asText().equals("failed"));
    assertThat(sandbox.state().at("/events/0/last_http_code").isNull()).isTrue();
    assertThat(receiver.bodies()).hasSize(4);
  }
}
