package org.patientjourney.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;

class ControlEndpointsTest {
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

  @ParameterizedTest
  @CsvSource({
    "both, http_code error_message message",
    "error_message, http_code error_message",
    "message, http_code message",
    "error, http_code error",
  })
  void shape_decides_which_members_carry_the_error(String shape, String members) throws Exception {
    sandbox.post("/sandbox/shape", Map.of("error_body", shape));

    for (String endpoint : List.of("exam_list", "exam_invite")) {
      JsonNode body = sandbox.post("/api/" + endpoint, Map.of()).json();
      assertThat(String.join(" ", names(body))).isEqualTo(members);
      assertThat(body.path("http_code").intValue()).isEqualTo(401);
      assertThat(body.path(names(body).get(1)).asText()).isEqualTo("Unauthorized access.");
    }
  }

  private static List<String> names(JsonNode body) {
    return body.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void provider_can_be_played_by_hand_with_any_status() throws Exception {
    sandbox.invite(TestInvites.forGfe("Wait").put("webhook_url", receiver.url()));

    Answered answer =
        sandbox.post(
            "/sandbox/exams/601001/decide", Map.of("status", "On Ice", "reason", "cold feet"));

    assertThat(answer.body()).isEqualTo("{\"events\":[1]}");
    await().until(() -> receiver.bodies().size() == 1);
    assertThat(receiver.bodies().get(0).path("exam_status").asText()).isEqualTo("On Ice");
    assertThat(receiver.bodies().get(0).path("reason").asText()).isEqualTo("cold feet");
    assertThat(sandbox.state().at("/invites/0/patient_exams/0/status").asText())
        .isEqualTo("On Ice");
  }

  @Test
  void decision_by_hand_without_a_webhook_makes_no_event() throws Exception {
    sandbox.invite(TestInvites.forGfe("Wait"));

    Answered answer = sandbox.post("/sandbox/exams/601001/decide", Map.of("status", "Approved"));

    assertThat(answer.body()).isEqualTo("{\"events\":[]}");
  }

  @Test
  void stored_event_can_be_delivered_in_parallel() throws Exception {
    sandbox.invite(TestInvites.forGfe("Approve").put("webhook_url", receiver.url()));
    await().until(() -> sandbox.state().at("/events/0/state").asText().equals("delivered"));
    receiver.answersOnlyTogether(3);

    Answered answer = sandbox.post("/sandbox/deliver", Map.of("event", 1, "copies", 3));

    assertThat(answer.body()).isEqualTo("{\"http_codes\":[200,200,200]}");
    assertThat(receiver.bodies()).hasSize(4);
    assertThat(sandbox.state().at("/events/0/attempts").intValue()).isEqualTo(1);
  }

  @Test
  void delivery_without_an_answer_has_no_code() throws Exception {
    sandbox.invite(TestInvites.forGfe("Approve").put("webhook_url", receiver.url()));
    await().until(() -> sandbox.state().at("/events/0/state").asText().equals("delivered"));
    receiver.close();

    Answered answer = sandbox.post("/sandbox/deliver", Map.of("event", 1));

    assertThat(answer.body()).isEqualTo("{\"http_codes\":[null]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold-events", "reorder-events"})
  void hold_lasts_until_cleared_for_any_number_of_times(String fault) throws Exception {
    sandbox.post("/sandbox/faults", Map.of("fault", fault, "times", 2));

    assertThat(sandbox.state().at("/faults/0/times").intValue()).isEqualTo(-1);
  }

  @Test
  void body_that_would_fill_the_memory_is_not_read() throws Exception {
    String body = " ".repeat(48 * 1024 * 1024 + 1);

    assertThat(sandbox.call("POST", "/sandbox/release", body).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /sandbox/faults | {\"fault\":\"flood\"} | 400 | hold-answer",
        "POST | /sandbox/faults | {\"fault\":\"flood\"} | 400 | fault: expected one of [slow",
        "POST | /sandbox/faults | {} | 400 | lose-event",
        "POST | /sandbox/faults | {\"fault\":\"slow\",\"times\":0} | 400 | times",
        "POST | /sandbox/faults | {\"fault\":\"slow\",\"millis\":-5} | 400 | millis",
        "POST | /sandbox/faults | {\"fault\":\"html\",\"millis\":5} | 400 | millis",
        "POST | /sandbox/faults | {\"fault\":\"html\",\"clinic\":\"oak\"} | 400 | juniper",
        "POST | /sandbox/faults | {\"fault\":\"html\",\"tymes\":1} | 400 | tymes",
        "POST | /sandbox/faults | nonsense | 400 | JSON object",
        "POST | /sandbox/deliver | {} | 400 | event",
        "POST | /sandbox/deliver | {\"event\":1,\"copies\":0} | 400 | copies",
        "POST | /sandbox/deliver | {\"event\":7} | 404 | 7",
        "POST | /sandbox/exams/601001/decide | {} | 400 | status",
        "POST | /sandbox/exams/601001/decide | {\"status\":\"Approved\"} | 404 | 601001",
        "POST | /sandbox/exams/first/decide | {\"status\":\"Approved\"} | 400 | patient exam id",
        "POST | /sandbox/shape | {\"error_body\":\"round\"} | 400 | error_message",
        "POST | /sandbox/shape | {\"id_types\":null} | 400 | id_types",
        "POST | /sandbox/shape | {\"id_typos\":\"all_int\"} | 400 | id_typos",
        "POST | /sandbox/faults | {\"fault\":\"html\",\"endpoint\":\"exam_invited\"} | 400 | exam_list",
        "POST | /sandbox/faults | {\"fault\":\"lose-event\",\"endpoint\":\"exam_invite\"} | 400 | []",
        "POST | /sandbox/faults | {\"fault\":\"double\",\"endpoint\":\"exam_invite_cancel\"} | 400 | double",
        "POST | /sandbox/faults | {\"fault\":\"pdf-500\",\"endpoint\":\"exam_invite\"} | 400 | []",
        "POST | /sandbox/faults | {\"fault\":\"pdf-500\",\"millis\":5} | 400 | pdf-slow",
        "POST | /sandbox/accounts/oak | {} | 404 | juniper",
        "POST | /sandbox/accounts/juniper | {\"key\":false} | 400 | key",
        "POST | /sandbox/accounts/juniper | {\"key_accepted\":null} | 400 | null",
        "POST | /sandbox/accounts/juniper | {\"states_without_provider\":[\"tx\"]} | 400 | upper-case",
        "POST | /sandbox/exams/601001/prescribe | {\"items\":0} | 400 | items",
        "POST | /sandbox/exams/601001/prescribe | '' | 404 | 601001",
        "POST | /sandbox/exams/601001/ship | {\"parcels\":[]} | 400 | parcels",
        "POST | /sandbox/exams/601001/ship | {\"parcels\":[{}],\"tracking_number\":\"1\"} | 400 | parcels",
        "POST | /sandbox/exams/601001/ship | [] | 400 | JSON object",
        "POST | /sandbox/fire | {\"body\":{}} | 400 | patient_exam_id",
        "POST | /sandbox/fire | {\"patient_exam_id\":601001} | 400 | body",
        "POST | /sandbox/fire | {\"patient_exam_id\":601001,\"body\":{}} | 404 | 601001",
        "GET | /sandbox/faults | '' | 405 | GET",
        "GET | /api/exam_invite | '' | 405 | GET",
        "POST | /sandbox | {} | 405 | POST",
        "POST | /sandbox/nothing | {} | 404 | path",
      })
  void bad_input_is_refused_with_a_reason(
      String method, String path, String body, int status, String reason) throws Exception {
    Answered answer = sandbox.call(method, path, body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("error").asText()).contains(reason);
    assertThat(sandbox.state().path("faults")).isEmpty();
  }
}
