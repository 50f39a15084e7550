package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.sandbox.TestInvites.GFE;
import static org.patientjourney.sandbox.TestInvites.OTHER_GFE;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.sandbox.FakeClock;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.delivery.Timing;

class CancelTest {
  private static final Timing HOURS =
      new Timing(Duration.ofHours(2), List.of(), Duration.ofSeconds(10), Duration.ofMillis(100));

  @TempDir Path data;
  private final FakeClock clock = new FakeClock();
  private TestReceiver receiver;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data, HOURS, clock);
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private void invite(String name, int... exams) throws Exception {
    sandbox.invite(TestInvites.inTestMode(name, exams).put("webhook_url", receiver.url()));
  }

  private void restartAfter(Duration wait) throws Exception {
    sandbox.close();
    clock.advance(wait);
    sandbox = TestSandbox.start(data, HOURS, clock);
  }

  @Test
  void cancel_returns_the_time_of_cancellation() throws Exception {
    invite("Approve", GFE);
    clock.advance(Duration.ofNanos(680_999_999));

    Answered answer = sandbox.cancel(601001);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"http_code\":200,\"patient_exam_id\":601001,\"status\":\"cancelled\","
                + "\"cancelled_at\":\"2026-11-23T09:00:00.680Z\"}");
    JsonNode exam = sandbox.firstExam();
    assertThat(exam.path("status").asText()).isEqualTo("Cancelled");
    assertThat(exam.path("cancelled_at").asText()).isEqualTo("2026-11-23T09:00:00.680Z");
    assertThat(exam.at("/calls_by_endpoint/exam_invite_cancel").intValue()).isEqualTo(1);
    assertThat(sandbox.state().path("events")).isEmpty();
  }

  @Test
  void the_time_always_has_milliseconds_and_the_id_may_be_text() throws Exception {
    invite("Approve", GFE);

    JsonNode answer = sandbox.cancel("601001").json();

    assertThat(answer.path("cancelled_at").asText()).isEqualTo("2026-11-23T09:00:00.000Z");
    assertThat(answer.path("patient_exam_id").isIntegralNumber()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Approved, approved",
    "Rejected, rejected",
    "Deferred to Medical Director, Deferred to Medical Director",
    "NA, NA",
    "Missed, Missed",
  })
  void decided_exam_cannot_be_cancelled(String status, String inAnswer) throws Exception {
    invite("Wait", GFE);
    sandbox.decide(601001, status);

    assertThat(sandbox.cancel(601001).refusal())
        .isEqualTo("400 Exam status is already " + inAnswer + ".");
    assertThat(sandbox.firstExam().path("cancelled_at").isNull()).isTrue();
  }

  @Test
  void cancelled_exam_is_neither_cancelled_nor_resent_again() throws Exception {
    invite("Wait", GFE);
    sandbox.cancel(601001);

    assertThat(sandbox.cancel(601001).refusal()).isEqualTo("400 Exam status is already cancelled.");
    assertThat(sandbox.resend(601001).refusal()).isEqualTo("400 Exam status is already cancelled.");
  }

  @Test
  void unknown_exam_is_refused() throws Exception {
    assertThat(sandbox.cancel(601001).refusal()).isEqualTo("400 Invalid patient exam id");
  }

  @Test
  void cancelled_exam_is_never_decided_as_planned_and_its_neighbour_is() throws Exception {
    invite("Approve", GFE, OTHER_GFE);
    sandbox.cancel(601001);

    restartAfter(Duration.ofHours(3));

    await().until(() -> sandbox.state().at("/events/0/state").asText().equals("delivered"));
    assertThat(receiver.bodies())
        .extracting(body -> body.path("patient_exam_id").asText())
        .containsExactly("601002");
    assertThat(sandbox.state().path("planned_steps").intValue()).isZero();
    assertThat(sandbox.firstExam().path("status").asText()).isEqualTo("Cancelled");
  }

  @Test
  void a_decision_after_a_cancellation_can_be_made_by_hand() throws Exception {
    invite("Wait", GFE);
    sandbox.cancel(601001);

    assertThat(sandbox.decide(601001, "Approved").body()).isEqualTo("{\"events\":[1]}");

    await().until(() -> receiver.bodies().size() == 1);
    assertThat(receiver.bodies().get(0).path("exam_status").asText()).isEqualTo("Approved");
    assertThat(sandbox.firstExam().path("status").asText()).isEqualTo("Approved");
    assertThat(sandbox.firstExam().path("cancelled_at").isTextual()).isTrue();
  }
}
