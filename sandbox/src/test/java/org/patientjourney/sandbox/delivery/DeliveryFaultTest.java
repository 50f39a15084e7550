package org.patientjourney.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.patientjourney.sandbox.http.Json;

class DeliveryFaultTest {
  // The receiver of this test waits for company, which must not look like silence.
  private static final Timing TIMING =
      new Timing(
          Duration.ofMillis(1),
          List.of(Duration.ofMillis(1)),
          Duration.ofSeconds(10),
          Duration.ofMillis(100));

  @TempDir Path data;
  private TestReceiver receiver;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data, TIMING, InstantSource.system());
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private void approve() throws Exception {
    sandbox.invite(TestInvites.forGfe("Approve").put("webhook_url", receiver.url()));
  }

  private JsonNode awaitEvent(String state) throws Exception {
    await().until(() -> sandbox.state().at("/events/0/state").asText().equals(state));
    return sandbox.state().at("/events/0");
  }

  @Test
  void duplicates_arrive_at_the_same_time() throws Exception {
    receiver.answersOnlyTogether(3);
    sandbox.post("/sandbox/faults", Map.of("fault", "duplicate-event", "copies", 2));

    approve();

    assertThat(awaitEvent("delivered").path("attempts").intValue()).isEqualTo(1);
    assertThat(receiver.bodies()).hasSize(3);
  }

  @Test
  void dropped_try_is_made_up_for() throws Exception {
    sandbox.arm("drop-then-redeliver");

    approve();

    assertThat(awaitEvent("delivered").path("attempts").intValue()).isEqualTo(2);
    assertThat(receiver.bodies()).hasSize(1);
  }

  @Test
  void corrupt_event_is_cut_in_the_middle_and_then_made_up_for() throws Exception {
    receiver.answersOnce(400);
    sandbox.arm("corrupt-event");

    approve();

    assertThat(awaitEvent("delivered").path("attempts").intValue()).isEqualTo(2);
    String cut = receiver.texts().get(0);
    String whole = receiver.texts().get(1);
    assertThat(cut).hasSize(whole.length() / 2);
    assertThat(whole).startsWith(cut.substring(0, cut.indexOf("exam_url")));
    assertThat(Json.MAPPER.readTree(whole).path("exam_status").asText()).isEqualTo("Approved");
  }

  @Test
  void corrupt_event_that_is_acknowledged_is_not_sent_again() throws Exception {
    sandbox.arm("corrupt-event");

    approve();

    assertThat(awaitEvent("delivered").path("attempts").intValue()).isEqualTo(1);
    assertThat(receiver.texts()).hasSize(1);
  }

  @Test
  void lost_event_is_never_sent_but_can_be_by_hand() throws Exception {
    sandbox.arm("lose-event");

    approve();

    assertThat(awaitEvent("dropped").path("last_http_code").isNull()).isTrue();
    assertThat(receiver.bodies()).isEmpty();
    sandbox.post("/sandbox/deliver", Map.of("event", 1));
    awaitEvent("delivered");
    assertThat(receiver.bodies()).hasSize(1);
  }

  @Test
  void held_events_wait_until_the_faults_are_cleared() throws Exception {
    sandbox.post("/sandbox/faults", Map.of("fault", "hold-events", "clinic", "juniper"));
    approve();
    await().until(() -> sandbox.state().path("due_events").intValue() == 1);
    // The other clinic's event is sent later and arrives first.
    sandbox.invite(
        TestInvites.forGfe("Reject")
            .put("api_key", TestSandbox.ALDER_KEY)
            .put("webhook_url", receiver.url()));
    await().until(() -> sandbox.state().at("/events/1/state").asText().equals("delivered"));
    assertThat(statuses()).containsExactly("Rejected");

    sandbox.call("DELETE", "/sandbox/faults", "");

    assertThat(awaitEvent("delivered").path("attempts").intValue()).isEqualTo(1);
    assertThat(statuses()).containsExactly("Rejected", "Approved");
  }

  private List<String> statuses() {
    return receiver.bodies().stream().map(body -> body.path("exam_status").asText()).toList();
  }
}
