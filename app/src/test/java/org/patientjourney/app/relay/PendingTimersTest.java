package org.patientjourney.app.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.TimerCanceledEventAttributes;
import io.temporal.api.history.v1.TimerFiredEventAttributes;
import io.temporal.api.history.v1.TimerStartedEventAttributes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTimersTest {
  private static final Instant BEGAN = Instant.parse("2026-11-02T16:00:00.250Z");

  @Test
  void are_those_that_neither_fired_nor_were_cancelled() {
    assertThat(
            PendingTimers.of(
                List.of(started(1, 10), started(2, 20), started(3, 30), fired(1), cancelled(3))))
        .containsExactly(BEGAN.plusSeconds(20));
  }

  private static HistoryEvent started(long id, long seconds) {
    return HistoryEvent.newBuilder()
        .setEventId(id)
        .setEventType(EventType.EVENT_TYPE_TIMER_STARTED)
        .setEventTime(Timestamps.fromMillis(BEGAN.toEpochMilli()))
        .setTimerStartedEventAttributes(
            TimerStartedEventAttributes.newBuilder()
                .setStartToFireTimeout(Durations.fromSeconds(seconds)))
        .build();
  }

  private static HistoryEvent fired(long started) {
    return HistoryEvent.newBuilder()
        .setEventType(EventType.EVENT_TYPE_TIMER_FIRED)
        .setTimerFiredEventAttributes(
            TimerFiredEventAttributes.newBuilder().setStartedEventId(started))
        .build();
  }

  private static HistoryEvent cancelled(long started) {
    return HistoryEvent.newBuilder()
        .setEventType(EventType.EVENT_TYPE_TIMER_CANCELED)
        .setTimerCanceledEventAttributes(
            TimerCanceledEventAttributes.newBuilder().setStartedEventId(started))
        .build();
  }
}
