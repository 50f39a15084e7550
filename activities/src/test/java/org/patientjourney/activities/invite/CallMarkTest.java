package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityInterface;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallMarkTest {
  private static final Instant STARTED_AT = Instant.parse("2026-03-02T15:00:00.123456Z");

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final List<String> heartbeats = new ArrayList<>();

  /** Reads the mark, then sets it. */
  @ActivityInterface
  public interface Marking {
    @Nullable Instant mark();
  }

  @BeforeEach
  void listen() {
    temporal.registerActivitiesImplementations((Marking) CallMarkTest::mark);
    temporal.setActivityHeartbeatListener(String.class, heartbeats::add);
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void the_first_try_reads_nothing_and_tells_temporal_at_once() {
    assertThat(temporal.newActivityStub(Marking.class).mark()).isNull();
    assertThat(heartbeats).containsExactly(STARTED_AT.toString());
  }

  @Test
  void the_next_try_reads_what_the_first_has_told() {
    temporal.setHeartbeatDetails(STARTED_AT.toString());
    assertThat(temporal.newActivityStub(Marking.class).mark()).isEqualTo(STARTED_AT);
  }

  private static @Nullable Instant mark() {
    Instant earlier = CallMark.HEARTBEAT.startedAt();
    CallMark.HEARTBEAT.set(STARTED_AT);
    return earlier;
  }
}
