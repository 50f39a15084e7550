package org.patientjourney.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.sandbox.TestInvites.RX;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;

class ReorderTest {
  // A slow machine must not look like a webhook that is silent.
  private static final Timing TIMING =
      new Timing(
          TestSandbox.QUICK.decision(),
          TestSandbox.QUICK.redelivery(),
          Duration.ofSeconds(10),
          TestSandbox.QUICK.longestHold());

  @TempDir Path data;
  private TestReceiver receiver;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data, TIMING, InstantSource.system());
    sandbox.arm("reorder-events");
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private void invite(String name) throws Exception {
    sandbox.invite(
        TestInvites.inTestMode(name, RX).put("pharmacy_id", 31).put("webhook_url", receiver.url()));
  }

  private void play(String verb, String body) throws Exception {
    sandbox.call("POST", "/sandbox/exams/601001/" + verb, body);
  }

  private List<Integer> awaitEvents(int count) {
    await().until(() -> receiver.bodies().size() >= count);
    return receiver.bodies().stream().map(body -> body.path("event").intValue()).toList();
  }

  private void awaitDue(int count) {
    await().until(() -> sandbox.state().path("due_events").intValue() == count);
  }

  @Test
  void events_of_an_exam_go_out_backwards() throws Exception {
    invite("Prescription Approve");

    assertThat(awaitEvents(3)).containsExactly(3, 2, 1);
    awaitDue(0);
  }

  @Test
  void several_parcels_are_sent_first_and_in_reverse() throws Exception {
    invite("Prescription Approve Parcels");

    assertThat(awaitEvents(4)).containsExactly(3, 3, 2, 1);
    assertThat(receiver.bodies().get(0).path("prescription_id").asText()).isEqualTo("60100102");
  }

  @Test
  void events_wait_until_all_kinds_are_there() throws Exception {
    invite("Wait");
    play("decide", "{\"status\":\"Approved\"}");
    play("ship", "");
    // The other clinic's exam is sent later and delivered first.
    sandbox.invite(
        TestInvites.inTestMode("Prescription Approve", RX)
            .put("api_key", TestSandbox.ALDER_KEY)
            .put("pharmacy_id", 31)
            .put("webhook_url", receiver.url()));
    assertThat(awaitEvents(3)).containsExactly(3, 2, 1);
    awaitDue(2);

    sandbox.call("DELETE", "/sandbox/faults", "");

    assertThat(awaitEvents(5).subList(3, 5)).containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void release_sends_the_kept_events_in_reverse_order() throws Exception {
    invite("Wait");
    play("decide", "{\"status\":\"Approved\"}");
    play("prescribe", "");
    awaitDue(2);

    assertThat(sandbox.post("/sandbox/release", Map.of()).json().path("events").intValue())
        .isEqualTo(2);

    assertThat(awaitEvents(2)).containsExactly(2, 1);
    play("ship", "");
    assertThat(awaitEvents(3)).containsExactly(2, 1, 3);
  }

  @Test
  void waiting_events_survive_a_restart() throws Exception {
    invite("Wait");
    play("decide", "{\"status\":\"Approved\"}");
    play("prescribe", "");

    sandbox.close();
    sandbox = TestSandbox.start(data, TIMING, InstantSource.system());
    play("ship", "");

    assertThat(awaitEvents(3)).containsExactly(3, 2, 1);
  }

  @Test
  void other_faults_strike_on_the_way_back_too() throws Exception {
    sandbox.arm("lose-event");

    invite("Prescription Approve");

    assertThat(awaitEvents(2)).containsExactly(2, 1);
  }

  @Test
  void event_waits_for_the_answer_to_the_one_before() throws Exception {
    sandbox.close();
    Duration quick = Duration.ofMillis(1);
    Timing impatient = new Timing(quick, List.of(quick), Duration.ofMillis(300), quick);
    sandbox = TestSandbox.start(data, impatient, InstantSource.system());
    // Sent alone, the first event is not answered in time; sent with another one, it would be.
    receiver.answersOnlyTogether(2);

    invite("Prescription Approve");

    assertThat(awaitEvents(4)).startsWith(3).filteredOn(event -> event == 3).hasSizeGreaterThan(1);
  }
}
