package org.patientjourney.app.relay;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** When the timers of a history fire that have neither fired nor were cancelled. */
final class PendingTimers {
  private PendingTimers() {}

  static List<Instant> of(List<HistoryEvent> history) {
    Map<Long, Instant> pending = new LinkedHashMap<>();
    for (HistoryEvent event : history) {
      switch (event.getEventType()) {
        case EVENT_TYPE_TIMER_STARTED -> pending.put(event.getEventId(), firesAt(event));
        case EVENT_TYPE_TIMER_FIRED ->
            pending.remove(event.getTimerFiredEventAttributes().getStartedEventId());
        case EVENT_TYPE_TIMER_CANCELED ->
            pending.remove(event.getTimerCanceledEventAttributes().getStartedEventId());
        default -> {}
      }
    }
    return List.copyOf(pending.values());
  }

  /** The server counts from the event, not from the workflow's time. */
  private static Instant firesAt(HistoryEvent started) {
    long from = Timestamps.toMillis(started.getEventTime());
    long waits =
        Durations.toMillis(started.getTimerStartedEventAttributes().getStartToFireTimeout());
    return Instant.ofEpochMilli(from + waits);
  }
}
