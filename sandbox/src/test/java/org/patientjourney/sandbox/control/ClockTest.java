package org.patientjourney.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.sandbox.FakeClock;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.delivery.Timing;

class ClockTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Timing HOURS =
      new Timing(HOUR, List.of(HOUR), Duration.ofSeconds(10), Duration.ofMillis(100));

  @TempDir Path data;
  private final FakeClock wall = new FakeClock();
  private TestReceiver receiver;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data, HOURS, wall);
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private TestSandbox.Answered moveTo(Duration ahead) throws Exception {
    return sandbox.post("/sandbox/clock", Map.of("offset_millis", ahead.toMillis()));
  }

  private JsonNode clock() throws Exception {
    return sandbox.call("GET", "/sandbox/clock", "").json();
  }

  private void inviteToBeDeferred() throws Exception {
    sandbox.invite(TestInvites.forGfe("Defer Approve").put("webhook_url", receiver.url()));
  }

  private Instant wallPlus(Duration time) {
    return wall.instant().plus(time);
  }

  @Test
  void steps_and_redeliveries_that_become_due_happen_at_once() throws Exception {
    receiver.answersOnce(503);
    inviteToBeDeferred();
    assertThat(clock().path("next_due").asText()).isEqualTo(wallPlus(HOUR).toString());

    moveTo(HOUR);
    await().until(() -> receiver.bodies().size() == 1);
    await().until(() -> clock().path("pending").asInt() == 0);
    moveTo(HOUR.multipliedBy(2));

    await().until(() -> receiver.bodies().size() == 3);
    await().until(() -> clock().path("pending").asInt() == 0);
    assertThat(clock().path("next_due").isNull()).isTrue();
    assertThat(receiver.bodies())
        .extracting(body -> body.path("exam_status").asText())
        .contains("Approved");
  }

  @Test
  void held_event_is_not_pending() throws Exception {
    sandbox.arm("hold-events");
    inviteToBeDeferred();

    moveTo(HOUR);

    await().until(() -> sandbox.state().path("due_events").asInt() == 1);
    assertThat(clock().path("pending").asInt()).isZero();
  }

  @Test
  void clock_never_goes_back() throws Exception {
    moveTo(HOUR);

    TestSandbox.Answered back = moveTo(HOUR.minusMillis(1));

    assertThat(back.status()).isEqualTo(409);
    assertThat(back.json().path("error").asText()).contains("at least " + HOUR.toMillis());
    assertThat(moveTo(HOUR).status()).isEqualTo(200);
    assertThat(moveTo(Duration.ofMillis(-1)).status()).isEqualTo(400);
  }

  @Test
  void clock_is_as_far_ahead_after_a_restart() throws Exception {
    moveTo(HOUR);
    sandbox.close();

    sandbox = TestSandbox.start(data, HOURS, wall);

    assertThat(clock().path("offset_millis").asLong()).isEqualTo(HOUR.toMillis());
    assertThat(clock().path("now").asText()).isEqualTo(wallPlus(HOUR).toString());
  }
}
