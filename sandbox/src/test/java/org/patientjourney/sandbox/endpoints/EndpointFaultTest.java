package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.delivery.Timing;

class EndpointFaultTest {
  private static final String RESEND = "exam_invite_resend";
  private static final String CANCEL = "exam_invite_cancel";
  // Long enough for a held answer to be still held when a slow machine releases it.
  private static final Timing PATIENT =
      new Timing(Duration.ofMillis(1), List.of(), Duration.ofMillis(500), Duration.ofMinutes(1));

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

  private void arm(String fault, String endpoint) throws Exception {
    Answered armed = sandbox.post("/sandbox/faults", Map.of("fault", fault, "endpoint", endpoint));
    assertThat(armed.status()).isEqualTo(200);
  }

  private Answered call(String endpoint) throws Exception {
    return endpoint.equals(RESEND) ? sandbox.resend(601001) : sandbox.cancel(601001);
  }

  /** Whether the provider did what it was asked for. */
  private boolean isDone(String endpoint) throws Exception {
    JsonNode exam = sandbox.firstExam();
    return endpoint.equals(RESEND)
        ? exam.path("resends").intValue() == 1
        : exam.path("cancelled_at").isTextual();
  }

  @ParameterizedTest
  @CsvSource({
    "exam_invite_resend, unauthorized, 401, Unauthorized access.",
    "exam_invite_resend, bad-request, 400, Missing required field: patient_exam_id",
    "exam_invite_resend, rate-limited, 429, Too many requests.",
    "exam_invite_resend, error-500, 500, Internal server error.",
    "exam_invite_cancel, unauthorized, 401, Unauthorized access.",
    "exam_invite_cancel, bad-request, 400, Missing required field: patient_exam_id",
    "exam_invite_cancel, rate-limited, 429, Too many requests.",
    "exam_invite_cancel, error-500, 500, Internal server error.",
  })
  void refusal_changes_nothing_and_strikes_its_endpoint_once(
      String endpoint, String fault, int status, String text) throws Exception {
    arm(fault, endpoint);

    assertThat(sandbox.invite(TestInvites.forGfe("Wait")).status()).isEqualTo(200);
    assertThat(call(endpoint).refusal()).isEqualTo(status + " " + text);
    assertThat(isDone(endpoint)).isFalse();
    assertThat(sandbox.state().at("/calls/2/fault").asText()).isEqualTo(fault);
    assertThat(call(endpoint).status()).isEqualTo(200);
    assertThat(isDone(endpoint)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {RESEND, CANCEL})
  void gateway_and_disguised_errors_change_nothing(String endpoint) throws Exception {
    arm("html", endpoint);
    arm("error-in-200", endpoint);

    Answered html = call(endpoint);
    Answered disguised = call(endpoint);

    assertThat(html.status()).isEqualTo(502);
    assertThat(html.body()).startsWith("<html>");
    assertThat(disguised.status()).isEqualTo(200);
    assertThat(disguised.json().path("http_code").intValue()).isEqualTo(400);
    assertThat(isDone(endpoint)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {RESEND, CANCEL})
  void slow_call_takes_its_time_and_succeeds(String endpoint) throws Exception {
    sandbox.post("/sandbox/faults", Map.of("fault", "slow", "millis", 150, "endpoint", endpoint));
    long before = System.nanoTime();

    assertThat(call(endpoint).status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
    assertThat(isDone(endpoint)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {RESEND, CANCEL})
  void timeout_after_success_has_done_it(String endpoint) throws Exception {
    arm("timeout-after-success", endpoint);

    assertThatThrownBy(() -> call(endpoint)).isInstanceOf(IOException.class);

    assertThat(isDone(endpoint)).isTrue();
    assertThat(sandbox.state().at("/calls/1/answer_code").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {RESEND, CANCEL})
  void error_500_after_success_executes_the_call(String endpoint) throws Exception {
    arm("error-500-after-success", endpoint);

    assertThat(call(endpoint).refusal()).isEqualTo("500 Internal server error.");

    assertThat(isDone(endpoint)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {RESEND, CANCEL})
  void held_answer_is_sent_when_released(String endpoint) throws Exception {
    sandbox.close();
    sandbox = TestSandbox.start(data, PATIENT, InstantSource.system());
    arm("hold-answer", endpoint);
    CompletableFuture<Answered> held =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return call(endpoint);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(() -> sandbox.state().path("held_answers").intValue() == 1);
    assertThat(isDone(endpoint)).isTrue();

    sandbox.post("/sandbox/release", Map.of());

    assertThat(held.join().status()).isEqualTo(200);
    assertThat(sandbox.state().at("/calls/1/answer_code").intValue()).isEqualTo(200);
  }

  @Test
  void refused_call_does_not_use_up_a_fault_that_strikes_after_success() throws Exception {
    arm("error-500-after-success", CANCEL);

    assertThat(sandbox.cancel(601009).refusal()).isEqualTo("400 Invalid patient exam id");
    assertThat(sandbox.cancel(601001).status()).isEqualTo(500);
  }

  @Test
  void exam_list_can_fail_too() throws Exception {
    arm("error-500", "exam_list");

    Map<String, String> body = Map.of("api_key", TestSandbox.JUNIPER_KEY);

    assertThat(sandbox.post("/api/exam_list", body).status()).isEqualTo(500);
    assertThat(sandbox.post("/api/exam_list", body).status()).isEqualTo(200);
  }
}
