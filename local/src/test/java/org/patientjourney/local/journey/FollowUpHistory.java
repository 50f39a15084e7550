package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an auditor reads in the engine's own history of a follow-up: its timer's end. */
final class FollowUpHistory {
  private FollowUpHistory() {}

  /** A timer to its second, fired within five, and nothing sent before. */
  static void assertWaitedUntil(Instant due, List<HistoryEvent> history) {
    Map<Long, Instant> ends = new HashMap<>();
    boolean isDue = false;
    for (HistoryEvent event : history) {
      Instant at = Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime()));
      if (event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED) {
        long waits =
            Durations.toMillis(event.getTimerStartedEventAttributes().getStartToFireTimeout());
        ends.put(event.getEventId(), at.plusMillis(waits));
      } else if (event.getEventType() == EventType.EVENT_TYPE_TIMER_FIRED) {
        long started = event.getTimerFiredEventAttributes().getStartedEventId();
        Instant end = Objects.requireNonNull(ends.get(started));
        isDue |= isWithinFiveSeconds(due, end) && isWithinFiveSeconds(due, at);
      } else if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
        String activity =
            event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
        assertThat(isDue || !activity.equals("SendInvite")).as(activity + " before due").isTrue();
      }
    }
    assertThat(isDue).as("a timer that ended at %s", due).isTrue();
  }

  private static boolean isWithinFiveSeconds(Instant due, Instant found) {
    return !found.isBefore(due) && !found.isAfter(due.plusSeconds(5));
  }
}
