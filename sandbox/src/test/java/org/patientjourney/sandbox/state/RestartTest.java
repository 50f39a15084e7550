package org.patientjourney.sandbox.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.FakeClock;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.delivery.Timing;
import org.patientjourney.sandbox.http.Json;

class RestartTest {
  private static final Timing HOURS =
      new Timing(
          Duration.ofHours(2),
          List.of(Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(10)),
          Duration.ofSeconds(10),
          Duration.ofMillis(100));

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

  private void restartAfter(Duration wait) throws Exception {
    sandbox.close();
    clock.advance(wait);
    sandbox = TestSandbox.start(data, HOURS, clock);
  }

  private void invite(String name) throws Exception {
    sandbox.invite(TestInvites.forGfe(name).put("webhook_url", receiver.url()));
  }

  private void awaitEvent(int attempts, Instant dueAt) {
    await()
        .untilAsserted(
            () -> {
              JsonNode event = sandbox.state().at("/events/0");
              assertThat(event.path("attempts").intValue()).isEqualTo(attempts);
              assertThat(event.path("due_at").asText()).isEqualTo(dueAt.toString());
            });
  }

  @Test
  void restart_finds_the_same_state_and_counts_on() throws Exception {
    invite("Approve");
    sandbox.post("/sandbox/faults", Map.of("fault", "html", "times", 3));
    sandbox.post("/sandbox/shape", Map.of("error_body", "error"));
    JsonNode before = sandbox.state();

    restartAfter(Duration.ZERO);

    assertThat(sandbox.state()).isEqualTo(before);
    sandbox.call("DELETE", "/sandbox/faults", "");
    invite("Approve");
    assertThat(sandbox.state().findValuesAsText("patient_exam_id"))
        .containsExactly("601001", "601002");
  }

  @Test
  void file_has_the_state_that_is_shown() throws Exception {
    invite("Approve");
    restartAfter(Duration.ZERO);

    ObjectNode shown = (ObjectNode) sandbox.state();

    shown.remove(List.of("pending_exams", "planned_steps", "due_events", "held_answers"));
    for (String added : List.of("calls_by_endpoint", "exam_title", "questions_answers")) {
      shown.findParents(added).forEach(parent -> ((ObjectNode) parent).remove(added));
    }
    assertThat(Json.MAPPER.readTree(Files.readAllLines(file()).get(0))).isEqualTo(shown);
  }

  @Test
  void decision_planned_before_is_made_after() throws Exception {
    invite("Defer Approve");
    assertThat(sandbox.state().path("events")).isEmpty();

    restartAfter(Duration.ofHours(2));
    await().until(() -> receiver.bodies().size() == 1);
    restartAfter(Duration.ofHours(2));
    await().until(() -> receiver.bodies().size() == 2);

    assertThat(receiver.bodies())
        .extracting(body -> body.path("exam_status").asText())
        .containsExactly("Deferred to Medical Director", "Approved");
  }

  @Test
  void decision_by_hand_ends_the_plan() throws Exception {
    invite("Approve");
    sandbox.post("/sandbox/exams/601001/decide", Map.of("status", "Rejected"));
    await().until(() -> sandbox.state().at("/events/0/state").asText().equals("delivered"));

    restartAfter(Duration.ofHours(3));
    invite("Approve");
    restartAfter(Duration.ofHours(2));
    await().until(() -> receiver.bodies().size() == 2);

    assertThat(receiver.bodies())
        .extracting(b -> b.path("patient_exam_id").asText() + " " + b.path("exam_status").asText())
        .containsExactly("601001 Rejected", "601002 Approved");
  }

  @Test
  void redelivery_continues_with_growing_pauses() throws Exception {
    receiver.answers(503);
    invite("Wait");
    sandbox.post("/sandbox/exams/601001/decide", Map.of("status", "Approved"));

    int attempts = 0;
    for (int hours : List.of(1, 3, 10)) {
      attempts++;
      Instant again = clock.instant().plus(Duration.ofHours(hours));
      awaitEvent(attempts, again);
      restartAfter(Duration.ofHours(hours));
    }

    await().until(() -> sandbox.state().at("/events/0/state").asText().equals("failed"));
    assertThat(receiver.bodies()).hasSize(4);
  }

  @Test
  void held_event_is_still_held_and_then_delivered() throws Exception {
    sandbox.arm("hold-events");
    invite("Wait");
    sandbox.post("/sandbox/exams/601001/decide", Map.of("status", "Approved"));

    restartAfter(Duration.ofHours(1));
    assertThat(sandbox.state().path("due_events").intValue()).isEqualTo(1);
    assertThat(receiver.bodies()).isEmpty();
    sandbox.call("DELETE", "/sandbox/faults", "");

    await().until(() -> receiver.bodies().size() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"answers", "attachments", "questions_shape", "submit_answers"})
  void state_of_an_older_version_is_refused_and_kept(String unknownThen) throws Exception {
    invite("Wait");
    restartAfter(Duration.ZERO);
    sandbox.close();
    ObjectNode older = (ObjectNode) Json.MAPPER.readTree(Files.readAllLines(file()).get(0));
    older.findParents(unknownThen).forEach(parent -> ((ObjectNode) parent).remove(unknownThen));
    Files.writeString(file(), older + "\n");

    assertThatThrownBy(() -> TestSandbox.start(data, HOURS, clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written by this version");
    assertThat(file()).hasContent(older + "\n");
  }

  /** A character outside of ASCII has several bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"shape\":{\"error", "{\"calls\":[{\"clinic\":\"Caf\u00C3"})
  void change_that_a_kill_cut_off_is_dropped(String begun) throws Exception {
    invite("Wait");
    JsonNode before = sandbox.state();
    sandbox.close();
    Files.write(file(), begun.getBytes(ISO_8859_1), StandardOpenOption.APPEND);

    sandbox = TestSandbox.start(data, HOURS, clock);

    assertThat(sandbox.state()).isEqualTo(before);
    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}\n", "{\"calls\":", "nonsense\n"})
  void unreadable_state_is_refused_and_kept(String content) throws Exception {
    sandbox.close();
    Files.writeString(file(), content);

    assertThatThrownBy(() -> TestSandbox.start(data, HOURS, clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written by this version")
        .hasMessageContaining("sandbox.jsonl");
    assertThat(file()).hasContent(content);
  }

  @Test
  void unreadable_change_is_refused_and_kept() throws Exception {
    invite("Wait");
    sandbox.close();
    Files.writeString(file(), "{}\n", StandardOpenOption.APPEND);
    String content = Files.readString(file());

    assertThatThrownBy(() -> TestSandbox.start(data, HOURS, clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written by this version");
    assertThat(file()).hasContent(content);
  }

  private Path file() {
    return data.resolve("sandbox.jsonl");
  }
}
