package org.patientjourney.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

class FireTest {
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

  private Answered fire(String json) throws Exception {
    return sandbox.call("POST", "/sandbox/fire", json);
  }

  private void invite() throws Exception {
    sandbox.invite(TestInvites.forGfe("Wait").put("webhook_url", receiver.url()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"event\":9}         | {\"event\":9}",
        "[1]                   | [1]",
        "null                  | null",
        "\"not json at all\"   | not json at all",
        "\"\\\"a JSON text\\\"\" | \"a JSON text\"",
      })
  void body_arrives_as_it_was_given(String body, String posted) throws Exception {
    invite();

    Answered answer = fire("{\"patient_exam_id\":\"601001\",\"body\":" + body + "}");

    assertThat(answer.body()).isEqualTo("{\"http_codes\":[200]}");
    assertThat(receiver.texts()).containsExactly(posted);
  }

  @Test
  void copies_arrive_together_and_nothing_is_stored() throws Exception {
    invite();
    receiver.answersOnlyTogether(3);
    JsonNode before = sandbox.state();

    Answered answer = fire("{\"patient_exam_id\":601001,\"body\":{\"event\":2},\"copies\":3}");

    assertThat(answer.body()).isEqualTo("{\"http_codes\":[200,200,200]}");
    assertThat(sandbox.state()).isEqualTo(before);
  }

  @Test
  void receivers_code_is_returned() throws Exception {
    invite();
    receiver.answers(400);

    assertThat(fire("{\"patient_exam_id\":601001,\"body\":\"{\"}").body())
        .isEqualTo("{\"http_codes\":[400]}");
  }

  @Test
  void invite_without_a_webhook_has_no_target() throws Exception {
    sandbox.invite(TestInvites.forGfe("Wait"));

    Answered answer =
        sandbox.post("/sandbox/fire", Map.of("patient_exam_id", 601001, "body", Map.of()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).contains("webhook_url");
  }
}
