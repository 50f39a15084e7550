package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;

/**
 * What an auditor reads in the engine's own histories: when each follow-up's timer was to end and
 * did, however the journey of the visit ended.
 */
class FollowUpHistoryTest {
  private static final List<String> VISITS =
      List.of("undisturbed", "closed", "held", "cancelled", "terminated");

  @TempDir private Path data;

  @Test
  void the_timer_ends_when_the_follow_up_is_due_however_the_visit_ended() throws Exception {
    try (TestSystem system = TestSystem.start(data)) {
      Journeys journeys = new Journeys(system.operations());
      for (String order : VISITS) {
        approve(system, journeys, order);
      }
      WorkflowClient temporal = system.temporal();
      command(system, visit("closed"), "close");
      command(system, visit("held"), "hold");
      temporal.newUntypedWorkflowStub(visit("cancelled")).cancel();
      temporal.newUntypedWorkflowStub(visit("terminated")).terminate("by a test");

      system.travel(Duration.ofDays(22));

      JsonNode owed = system.operations().get("/follow-ups").body().path("followUps");
      assertThat(owed).hasSize(VISITS.size());
      for (JsonNode duty : owed) {
        String followUp = duty.path("followUpJourneyId").asText();
        journeys.awaitHold(followUp, "HANDOVER");
        assertThat(system.sandbox().invites(followUp)).hasSize(1);
        Instant due = Instant.parse(duty.path("dueAt").asText());
        assertThat(due).isAfterOrEqualTo(Journeys.threeWeeksAfterVisit(duty));
        assertWaitedUntil(due, temporal.fetchHistory(followUp).getHistory().getEventsList());
      }
    }
  }

  /** A timer to its second, fired within five, and nothing sent before. */
  private static void assertWaitedUntil(Instant due, List<HistoryEvent> history) {
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

  private static void approve(TestSystem system, Journeys journeys, String order)
      throws IOException {
    journeys.post(TestOrders.packageOrder("cedar", order, "Waiting"));
    journeys.awaitInvited(visit(order));
    system.sandbox().decide(system.sandbox().patientExam(visit(order), 5204), "Approved");
    journeys.awaitStage(visit(order), "AWAITING_PRESCRIPTION");
    journeys.awaitStage(visit(order) + ":follow-up", "AWAITING_DUE");
  }

  private static void command(TestSystem system, String journey, String what) throws IOException {
    JsonNode words =
        JsonNodeFactory.instance
            .objectNode()
            .put("command", what)
            .put("commandId", what)
            .put("reason", "by a test");
    assertThat(system.operations().post("/journeys/" + journey + "/commands", words).status())
        .isEqualTo(200);
  }

  private static String visit(String order) {
    return "cedar:" + order + ":5204";
  }
}
