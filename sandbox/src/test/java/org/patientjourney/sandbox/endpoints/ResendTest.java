package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.sandbox.TestSandbox.QUICK;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.FakeClock;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.http.Json;

class ResendTest {
  @TempDir Path data;
  private final FakeClock clock = new FakeClock();
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    sandbox = TestSandbox.start(data, QUICK, clock);
    sandbox.invite(TestInvites.forGfe("Wait"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void resend_counts_and_gives_the_link_30_more_days() throws Exception {
    assertThat(sandbox.firstExam().path("link_expires_at").asText())
        .isEqualTo("2026-12-23T09:00:00Z");
    clock.advance(Duration.ofDays(2));

    Answered answer = sandbox.resend(601001);

    assertThat(answer.body()).isEqualTo("{\"http_code\":200,\"status\":\"ok\"}");
    assertThat(sandbox.firstExam().path("resends").intValue()).isEqualTo(1);
    assertThat(sandbox.firstExam().path("link_expires_at").asText())
        .isEqualTo("2026-12-25T09:00:00Z");
    assertThat(sandbox.firstExam().path("status").asText()).isEqualTo("Pending");
  }

  @Test
  void fourth_resend_is_refused_and_changes_nothing() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(sandbox.resend(601001).status()).isEqualTo(200);
    }
    clock.advance(Duration.ofDays(2));

    assertThat(sandbox.resend(601001).refusal()).isEqualTo("400 Resend limit reached.");

    assertThat(sandbox.firstExam().path("resends").intValue()).isEqualTo(3);
    assertThat(sandbox.firstExam().path("link_expires_at").asText())
        .isEqualTo("2026-12-23T09:00:00Z");
    assertThat(sandbox.state().at("/calls_by_endpoint/exam_invite_resend").intValue()).isEqualTo(4);
    assertThat(sandbox.firstExam().at("/calls_by_endpoint/exam_invite_resend").intValue())
        .isEqualTo(4);
  }

  @Test
  void parallel_resends_keep_to_the_limit() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(40);
    CountDownLatch together = new CountDownLatch(40);
    List<Future<Answered>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                return sandbox.resend(601001);
              }));
    }
    List<Integer> codes = new ArrayList<>();
    for (Future<Answered> answer : answers) {
      codes.add(answer.get().status());
    }
    threads.shutdown();

    assertThat(codes).filteredOn(code -> code == 200).hasSize(3);
    assertThat(sandbox.firstExam().path("resends").intValue()).isEqualTo(3);
  }

  @Test
  void limit_counts_each_patient_exam_by_itself() throws Exception {
    sandbox.invite(TestInvites.forGfe("Wait"));
    for (int i = 0; i < 3; i++) {
      sandbox.resend(601001);
    }

    assertThat(sandbox.resend(601002).status()).isEqualTo(200);
  }

  @Test
  void meeting_id_may_be_missing_but_not_wrong() throws Exception {
    String meeting = sandbox.state().at("/invites/0/meeting_uuid").asText();

    assertThat(resendOf(meeting).status()).isEqualTo(200);
    assertThat(resendOf("2b1f9a52-7c1e-4a5a-9f0b-3d1c7f2e8a10").refusal())
        .isEqualTo("400 Invalid meeting id");
    assertThat(sandbox.firstExam().path("resends").intValue()).isEqualTo(1);
  }

  private Answered resendOf(String meeting) throws Exception {
    return sandbox.post(
        "/api/exam_invite_resend",
        Map.of(
            "api_key",
            TestSandbox.JUNIPER_KEY,
            "patient_exam_id",
            601001,
            "meeting_uuid",
            meeting));
  }

  @ParameterizedTest
  @CsvSource({
    "null, Missing required field: patient_exam_id",
    "\"first\", Invalid patient_exam_id",
    "1.5, Invalid patient_exam_id",
    "601009, Invalid patient exam id",
  })
  void unusable_patient_exam_is_refused(String json, String text) throws Exception {
    Answered answer =
        sandbox.post(
            "/api/exam_invite_resend",
            Json.MAPPER
                .createObjectNode()
                .put("api_key", TestSandbox.JUNIPER_KEY)
                .set("patient_exam_id", Json.MAPPER.readTree(json)));

    assertThat(answer.refusal()).isEqualTo("400 " + text);
  }

  @Test
  void exam_of_another_clinic_is_unknown() throws Exception {
    Answered answer =
        sandbox.post(
            "/api/exam_invite_resend",
            Map.of("api_key", TestSandbox.ALDER_KEY, "patient_exam_id", 601001));

    assertThat(answer.refusal()).isEqualTo("400 Invalid patient exam id");
  }

  @ParameterizedTest
  @CsvSource({
    "Approved, approved",
    "Rejected, rejected",
    "Deferred to Medical Director, Deferred to Medical Director",
    "NA, NA",
    "Missed, Missed",
  })
  void decided_exam_is_not_resent(String status, String inAnswer) throws Exception {
    sandbox.decide(601001, status);

    assertThat(sandbox.resend(601001).refusal())
        .isEqualTo("400 Exam status is already " + inAnswer + ".");
    assertThat(sandbox.firstExam().path("resends").intValue()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NA", "Missed", "N/A"})
  void switch_makes_a_missed_exam_pending_until_a_decision(String status) throws Exception {
    sandbox.post("/sandbox/shape", Map.of("resend", "also_missed"));
    sandbox.decide(601001, status);

    assertThat(sandbox.resend(601001).status()).isEqualTo(200);

    assertThat(sandbox.firstExam().path("status").asText()).isEqualTo("Pending");
    assertThat(sandbox.firstExam().path("plan")).isEmpty();
    sandbox.decide(601001, "Approved");
    assertThat(sandbox.resend(601001).refusal()).isEqualTo("400 Exam status is already approved.");
  }
}
