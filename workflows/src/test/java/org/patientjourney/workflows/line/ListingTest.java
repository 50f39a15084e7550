package org.patientjourney.workflows.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.SignalMethod;
import java.lang.reflect.Method;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.event.RecordRestored;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.run.Listing;

/** What a list of journeys in the Temporal UI is filtered by, and what its histories show. */
@Timeout(60)
class ListingTest {
  @Test
  void an_open_journey_is_found_by_stage_owner_clinic_and_next_due_time() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      assertThat(listed(story))
          .containsOnlyKeys("JourneyStage", "JourneyOwner", "JourneyClinic", "JourneyNextDue")
          .containsEntry("JourneyStage", "AWAITING_CONSULTATION")
          .containsEntry("JourneyOwner", "PATIENT")
          .containsEntry("JourneyClinic", "juniper");
    }
  }

  @Test
  void a_held_journey_is_found_by_its_hold_until_the_hold_ends() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      story.event(ExamStatus.APPROVED).event(ExamStatus.REJECTED);
      assertThat(listed(story))
          .containsEntry("JourneyStage", "HELD")
          .containsEntry("JourneyHolds", List.of("CONTRADICTION"));
    }
  }

  @Test
  void a_follow_up_is_found_by_its_day() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.followUp()).start()) {
      assertThat(listed(story).get("JourneyFollowUpDue"))
          .isEqualTo(listed(story).get("JourneyNextDue"))
          .isInstanceOf(OffsetDateTime.class);
    }
  }

  @Test
  void a_closed_journey_has_no_owner_and_no_due_time() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender()).event(ExamStatus.APPROVED)) {
      assertThat(listed(story.ends()))
          .containsOnlyKeys("JourneyStage", "JourneyClinic")
          .containsEntry("JourneyStage", "APPROVED");
    }
  }

  @Test
  void each_report_has_a_signal_of_its_own() {
    Map<Class<?>, String> signals =
        Arrays.stream(PatientJourney.class.getMethods())
            .filter(method -> method.isAnnotationPresent(SignalMethod.class))
            .collect(Collectors.toMap(signal -> signal.getParameterTypes()[0], Method::getName));

    Map<Class<?>, String> reports =
        Stream.concat(reports(ExamEvent.class), Stream.of(InviteAnswer.class, RecordRestored.class))
            .collect(Collectors.toMap(Function.identity(), PatientJourney::signalOf));

    assertThat(signals).isEqualTo(reports).hasSize(6);
  }

  private static Stream<Class<? extends Fact>> reports(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ListingTest::reports)
        : Stream.of(type.asSubclass(Fact.class));
  }

  private static Map<String, Object> listed(JourneyStory story) {
    var attributes = WorkflowStub.fromTyped(story.journey).describe().getTypedSearchAttributes();
    return Listing.KEYS.stream()
        .filter(attributes::containsKey)
        .collect(Collectors.toMap(SearchAttributeKey::getName, attributes::get));
  }
}
