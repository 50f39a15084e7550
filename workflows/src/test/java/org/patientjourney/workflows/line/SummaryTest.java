package org.patientjourney.workflows.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.journey.JourneyJson;

/** What the Temporal UI shows beside each timer and activity. */
@Timeout(60)
class SummaryTest {
  @Test
  void each_timer_says_what_is_waited_for_and_until_when() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      awaitTimer(story, "reminder to the patient on 5 November 2026");
      story.event(ExamStatus.APPROVED);
      awaitTimer(story, "prescription expected by 5 November 2026");
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      awaitTimer(story, "parcel for each medicine expected by 12 November 2026");
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      awaitTimer(story, "corrections of the tracking expected until 9 November 2026");
    }
  }

  @Test
  void a_follow_up_that_waits_for_its_day_says_when_it_is_due() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.followUp()).start()) {
      awaitTimer(story, "GLP-1 follow-up due 23 November 2026");
    }
  }

  @Test
  void each_call_to_the_provider_names_its_endpoint() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.answered()).start()) {
      awaitTimer(story, "reminder to the patient on 5 November 2026");
      assertThat(summaries(story, HistoryEvent::hasActivityTaskScheduledEventAttributes))
          .containsExactly(
              "exam_invite, called once per attempt", "exam_questions, exam_submit_answers");
    }
  }

  private static void awaitTimer(JourneyStory story, String summary) {
    Predicate<String> wanted = Pattern.compile(summary + ", \\d\\d:\\d\\d UTC").asMatchPredicate();
    while (summaries(story, HistoryEvent::hasTimerStartedEventAttributes).stream()
        .noneMatch(wanted)) {
      story.after(Duration.ofMillis(1));
    }
  }

  private static List<String> summaries(JourneyStory story, Predicate<HistoryEvent> wanted) {
    return story
        .temporal
        .getWorkflowClient()
        .fetchHistory(story.state().terms().journeyId().value())
        .getEvents()
        .stream()
        .filter(wanted)
        .map(event -> text(event.getUserMetadata().getSummary()))
        .toList();
  }

  private static String text(Payload summary) {
    return JourneyJson.dataConverter().fromPayload(summary, String.class, String.class);
  }
}
