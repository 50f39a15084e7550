package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.state.ProviderEndpoint;

class EveryEndpointTest {
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

  private Answered call(ProviderEndpoint endpoint) throws Exception {
    return sandbox.provider(endpoint, TestCalls.accepted(endpoint, sandbox.meetingUuid()));
  }

  private void arm(String fault, ProviderEndpoint endpoint) throws Exception {
    Map<String, String> order = Map.of("fault", fault, "endpoint", endpoint.wireName());
    assertThat(sandbox.post("/sandbox/faults", order).status()).isEqualTo(200);
  }

  private JsonNode lastCall() throws Exception {
    JsonNode calls = sandbox.state().path("calls");
    return calls.get(calls.size() - 1);
  }

  @ParameterizedTest
  @EnumSource
  void good_call_is_answered_and_listed(ProviderEndpoint endpoint) throws Exception {
    assertThat(call(endpoint).status()).isEqualTo(200);

    assertThat(lastCall().path("endpoint").asText()).isEqualTo(endpoint.wireName());
    assertThat(lastCall().path("answer_code").intValue()).isEqualTo(200);
    assertThat(lastCall().path("clinic").asText()).isEqualTo("juniper");
  }

  @ParameterizedTest
  @EnumSource
  void trailing_slash_and_unknown_key_are_the_same_everywhere(ProviderEndpoint endpoint)
      throws Exception {
    Answered answer = sandbox.post(endpoint.path() + "/", Map.of("api_key", "nobody"));

    assertThat(answer.refusal()).isEqualTo("401 Unauthorized access.");
    assertThat(sandbox.call("POST", endpoint.path(), "[]").status()).isEqualTo(400);
    assertThat(sandbox.call("GET", endpoint.path(), "").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @EnumSource
  void faults_of_calls_strike_once_and_change_nothing(ProviderEndpoint endpoint) throws Exception {
    JsonNode before = sandbox.state().path("invites");
    List<String> faults =
        List.of("unauthorized", "bad-request", "rate-limited", "error-500", "html", "error-in-200");
    for (String fault : faults) {
      arm(fault, endpoint);
    }

    for (int status : List.of(401, 400, 429, 500, 502, 200)) {
      Answered answer = call(endpoint);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).contains(status == 502 ? "<html>" : "http_code");
    }

    assertThat(lastCall().path("fault").asText()).isEqualTo("error-in-200");
    assertThat(sandbox.firstExam().path("answers")).isEmpty();
    assertThat(sandbox.firstExam().path("attachments")).isEmpty();
    assertThat(sandbox.state().path("invites").findValuesAsText("status"))
        .isEqualTo(before.findValuesAsText("status"));
    assertThat(call(endpoint).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void slow_call_takes_its_time_and_succeeds(ProviderEndpoint endpoint) throws Exception {
    sandbox.post(
        "/sandbox/faults", Map.of("fault", "slow", "millis", 100, "endpoint", endpoint.wireName()));
    long before = System.nanoTime();

    assertThat(call(endpoint).status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(99));
  }

  @ParameterizedTest
  @EnumSource(names = {"EXAM_SUBMIT_ANSWERS", "EXAM_UPLOAD_ATTACHMENT"})
  void answers_and_attachments_are_stored_although_the_response_fails(ProviderEndpoint endpoint)
      throws Exception {
    arm("error-500-after-success", endpoint);
    arm("timeout-after-success", endpoint);

    assertThat(call(endpoint).status()).isEqualTo(500);
    JsonNode exam = sandbox.firstExam();
    assertThat(exam.path("answers").size() + exam.path("attachments").size()).isEqualTo(1);
    assertThatThrownBy(() -> call(endpoint)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "EXAM_QUESTIONS",
        "PARTNER_PHARMACY_LIST",
        "PARTNER_PHARMACY_TREATMENT_PACKAGES",
        "CUSTOM_PHARMACY_SEARCH"
      })
  void endpoint_that_stores_nothing_has_no_fault_after_it(ProviderEndpoint endpoint)
      throws Exception {
    Map<String, String> order =
        Map.of("fault", "timeout-after-success", "endpoint", endpoint.wireName());

    assertThat(sandbox.post("/sandbox/faults", order).status()).isEqualTo(400);
  }
}
