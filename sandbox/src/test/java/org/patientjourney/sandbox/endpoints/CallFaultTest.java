package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.sandbox.TestInvites.RX;

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
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.delivery.Timing;

class CallFaultTest {
  // Long enough for a held answer to be still held when a slow machine releases it.
  private static final Timing PATIENT =
      new Timing(Duration.ofMillis(1), List.of(), Duration.ofMillis(500), Duration.ofMinutes(1));

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

  private Answered invite() throws Exception {
    return sandbox.invite(TestInvites.forGfe("Wait"));
  }

  @ParameterizedTest
  @CsvSource({
    "unauthorized, 401, Unauthorized access.",
    "provider-not-configured, 401, Need to add Patient Care Provider via Qualiphy Portal!",
    "agreements-unsigned, 401, You need to signed docusign and signed rx",
    "bad-request, 400, Missing required field: phone_number",
    "rate-limited, 429, Too many requests.",
    "error-500, 500, Internal server error.",
  })
  void refusal_stores_nothing_and_strikes_once(String fault, int status, String text)
      throws Exception {
    sandbox.arm(fault);

    Answered answer = invite();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("http_code").intValue()).isEqualTo(status);
    assertThat(answer.json().path("message").asText()).isEqualTo(text);
    JsonNode state = sandbox.state();
    assertThat(state.path("invites")).isEmpty();
    assertThat(state.path("faults")).isEmpty();
    assertThat(state.at("/calls/0/fault").asText()).isEqualTo(fault);
    assertThat(invite().status()).isEqualTo(200);
  }

  @Test
  void unsigned_rx_contract_concerns_rx_exams_only() throws Exception {
    sandbox.arm("rx-contract-unsigned");

    assertThat(invite().status()).isEqualTo(200);
    Answered rx = sandbox.invite(TestInvites.inTestMode("Wait", RX));

    assertThat(rx.status()).isEqualTo(401);
    assertThat(rx.json().path("error_message").asText())
        .isEqualTo("Need to sign Prescriptive Services Contract via Qualiphy Portal!");
  }

  @Test
  void html_fault_returns_a_gateway_page() throws Exception {
    sandbox.arm("html");

    Answered answer = invite();

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).startsWith("<html>");
    assertThat(sandbox.state().path("invites")).isEmpty();
  }

  @Test
  void error_can_hide_in_a_200() throws Exception {
    sandbox.arm("error-in-200");

    Answered answer = invite();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("http_code").intValue()).isEqualTo(400);
    assertThat(sandbox.state().path("invites")).isEmpty();
  }

  @Test
  void slow_call_takes_its_time_and_succeeds() throws Exception {
    sandbox.post("/sandbox/faults", Map.of("fault", "slow", "millis", 150));
    long before = System.nanoTime();

    assertThat(invite().status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void error_500_after_success_has_stored_the_invite() throws Exception {
    sandbox.arm("error-500-after-success");

    assertThat(invite().status()).isEqualTo(500);
    assertThat(sandbox.state().path("invites")).hasSize(1);
    assertThat(sandbox.state().at("/calls/0/answer_code").intValue()).isEqualTo(500);
  }

  @Test
  void ok_without_ids_has_stored_the_invite() throws Exception {
    sandbox.arm("ok-without-ids");

    Answered answer = invite();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().has("patient_exams")).isFalse();
    assertThat(sandbox.state().path("invites")).hasSize(1);
  }

  @Test
  void double_stores_two_meetings_and_answers_the_first() throws Exception {
    sandbox.arm("double");

    JsonNode answer = invite().json();

    JsonNode state = sandbox.state();
    assertThat(state.path("invites").findValuesAsText("patient_exam_id"))
        .containsExactly("601001", "601002");
    assertThat(state.path("calls")).hasSize(1);
    assertThat(answer.findValuesAsText("patient_exam_id")).containsExactly("601001");
  }

  @Test
  void timeout_after_success_stores_the_invite_and_hangs_up() throws Exception {
    sandbox.arm("timeout-after-success");

    assertThatThrownBy(this::invite).isInstanceOf(IOException.class);

    assertThat(sandbox.state().path("invites")).hasSize(1);
    assertThat(sandbox.state().at("/calls/0/answer_code").isNull()).isTrue();
  }

  @Test
  void held_answer_is_sent_when_released_and_delays_no_other_call() throws Exception {
    sandbox.close();
    sandbox = TestSandbox.start(data, PATIENT, InstantSource.system());
    sandbox.arm("hold-answer");
    CompletableFuture<Answered> held =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return invite();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(() -> sandbox.state().path("held_answers").intValue() == 1);
    assertThat(sandbox.state().at("/calls/0/answer_code").isNull()).isTrue();
    assertThat(invite().status()).isEqualTo(200);
    assertThat(held).isNotDone();

    Answered release = sandbox.post("/sandbox/release", Map.of());

    assertThat(release.json().path("released").intValue()).isEqualTo(1);
    assertThat(held.join().json().findValuesAsText("patient_exam_id")).containsExactly("601001");
    assertThat(sandbox.state().at("/calls/0/answer_code").intValue()).isEqualTo(200);
  }

  @Test
  void connection_is_closed_when_a_held_answer_is_not_released() throws Exception {
    sandbox.arm("hold-answer");

    assertThatThrownBy(this::invite).isInstanceOf(IOException.class);
    assertThat(sandbox.state().path("held_answers").intValue()).isZero();
  }

  @Test
  void fault_strikes_its_clinic_as_often_as_armed() throws Exception {
    sandbox.post("/sandbox/faults", Map.of("fault", "error-500", "times", 2, "clinic", "alder"));

    assertThat(invite().status()).isEqualTo(200);
    for (int expected : List.of(500, 500, 200)) {
      Answered answer =
          sandbox.invite(TestInvites.forGfe("Wait").put("api_key", TestSandbox.ALDER_KEY));
      assertThat(answer.status()).isEqualTo(expected);
    }
  }

  @Test
  void fault_can_last_until_cleared() throws Exception {
    sandbox.post("/sandbox/faults", Map.of("fault", "error-500", "times", -1));
    assertThat(invite().status()).isEqualTo(500);
    assertThat(invite().status()).isEqualTo(500);

    sandbox.call("DELETE", "/sandbox/faults", "");

    assertThat(invite().status()).isEqualTo(200);
  }
}
