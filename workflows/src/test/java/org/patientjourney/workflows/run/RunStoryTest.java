package org.patientjourney.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.InviteCommand.SendInviteAgain;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.RecordRestored;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** A run among other runs of its journey, and a person's commands. */
class RunStoryTest {
  @Test
  void a_run_that_was_superseded_ends_and_records_nothing_more() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      JourneyState before = story.state();
      story.record.claimedByAnother();
      story.event(ExamStatus.DEFERRED);
      assertThat(story.hasEnded()).isTrue();
      assertThat(story.state()).isEqualTo(before);
    }
  }

  /** A run whose tasks were lost claims again, after its journey was closed and reopened. */
  @Test
  void a_run_that_the_record_has_ended_ends_and_invites_no_one() {
    try (JourneyStory story = new JourneyStory(TestJourneys.sender())) {
      story.record.endRunBeforeClaim();
      story.start();
      assertThat(story.hasEnded()).isTrue();
      assertThat(story.invites.sent()).isEmpty();
      assertThat(story.record.journal()).isEmpty();
    }
  }

  /** The engine suggests it from 4,096 events or 4 MiB on, and kills a run with 51,200 events. */
  @Test
  void a_run_with_a_long_history_goes_on_as_a_new_one() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      holdTwiceAtLength(story);
      assertThat(story.record.claims()).isEqualTo(2);
      assertThat(story.hasEnded()).isFalse();
      assertThat(story.record.alarms()).isEmpty();

      story.event(ExamStatus.APPROVED).ends();
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  /** What the earlier run knew, the new one cannot tell. */
  @Test
  void a_run_that_goes_on_for_one_which_knew_more_than_the_record_holds_its_journey_once() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.record.restoreBeforeClaim(story.state());
      holdTwiceAtLength(story);
      assertThat(story.record.claims()).isEqualTo(2);
      assertThat(story.record.alarms()).containsExactly(AlarmKind.RUN_DIVERGED);
      assertThat(story.record.journal())
          .as("by three commands, and by the engine")
          .filteredOn(kind -> kind == JournalKind.HELD_BY_PERSON)
          .hasSize(4);

      story.record.loseTask(JournalKind.HELD_BY_PERSON, revision -> unchanged(story, revision));
      story.command(new HoldJourney(TestJourneys.origin("c-8")));
      story.command(new Release(TestJourneys.origin("c-9"), HoldReason.HELD_BY_PERSON));
      assertThat(story.record.claims()).as("it claims again").isEqualTo(3);
      assertThat(story.record.alarms()).containsExactly(AlarmKind.RUN_DIVERGED);
      assertThat(story.state().holds()).isEmpty();
    }
  }

  @Test
  void a_run_records_what_it_knows_once_for_each_restore() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      JourneyState before = story.state();
      story.signal(new RecordRestored("r-1"));
      story.signal(new RecordRestored("r-1"));
      story.after(Duration.ofMinutes(1));
      assertThat(story.state().revision()).isEqualTo(before.revision() + 1);
      assertThat(story.state().facets()).isEqualTo(before.facets());
    }
  }

  /** An ordinary activity takes what it records through Temporal, at most 2 MB at once. */
  @Test
  void facts_that_have_waited_are_recorded_a_few_at_a_time() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.record.down(true);
      for (int i = 0; i < 150; i++) {
        story.signal(TestJourneys.eventAt(story.now().plusSeconds(i), ExamStatus.MISSED, "d-" + i));
      }
      story.record.down(false);
      story.after(Duration.ofMinutes(2));
      assertThat(story.state().reports()).hasSize(150);
      assertThat(story.record.mostEntries()).isBetween(2, 26);
    }
  }

  /** The SDK would end it there and then, as cancelled, with its journey open. */
  @Test
  void a_run_that_temporal_was_asked_to_cancel_does_not_go_on_as_a_new_one() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.invites.answersCancel(new CancelOutcome.Refused());
      WorkflowStub.fromTyped(story.journey).cancel();
      story.after(Duration.ofMinutes(1));
      assertThat(story.state().hasHold(HoldReason.CANCEL_FAILED)).isTrue();

      holdTwiceAtLength(story);
      assertThat(story.record.claims()).isEqualTo(1);

      story.event(ExamStatus.APPROVED);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  private static void holdTwiceAtLength(JourneyStory story) {
    story.command(new HoldJourney(atLength("c-1")));
    story.command(new Release(atLength("c-2"), HoldReason.HELD_BY_PERSON));
    story.command(new HoldJourney(atLength("c-3")));
    story.command(new Release(atLength("c-4"), HoldReason.HELD_BY_PERSON));
    story.command(new HoldJourney(TestJourneys.origin("c-5")));
    story.command(new Release(TestJourneys.origin("c-6"), HoldReason.HELD_BY_PERSON));
  }

  /** With a reason of more than a megabyte in the history. */
  private static Origin atLength(String id) {
    return new Origin(id, "operations", "because ".repeat(150_000));
  }

  @Test
  void a_start_of_a_closed_journey_ends_at_once() {
    Moment moment = new Moment(TestJourneys.ORDERED_AT, JourneyPolicy.STANDARD);
    JourneyState closed =
        JourneyState.atStart(TestJourneys.sender()).close(Closure.Outcome.EXPIRED, moment).state();
    try (JourneyStory story = new JourneyStory(closed).start().ends()) {
      assertThat(story.record.journal()).isEmpty();
      assertThat(story.invites.sent()).isEmpty();
    }
  }

  @Test
  void a_person_closes_a_journey_and_the_journal_names_them() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.command(new Close(TestJourneys.origin("c-9")));
      story.ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CLOSED_BY_PERSON);
      assertThat(story.record.lastEntry().actor()).isEqualTo("operations");
    }
  }

  @Test
  void a_command_that_does_not_fit_is_refused_with_what_was_found() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      assertThatThrownBy(
              () -> story.command(new Release(TestJourneys.origin("c-1"), HoldReason.KEY_REFUSED)))
          .rootCause()
          .hasMessageContaining("expected a hold KEY_REFUSED");
      assertThatThrownBy(() -> story.command(new SendInviteAgain(TestJourneys.origin("c-2"))))
          .rootCause()
          .hasMessageContaining("expected an unknown invite, found SENT");
      assertThat(story.record.journal()).doesNotContain(JournalKind.HOLD_RELEASED);
    }
  }

  @Test
  void a_contradiction_cannot_simply_be_released() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(ExamStatus.UNKNOWN).event(ExamStatus.APPROVED).event(ExamStatus.REJECTED);
      assertThatThrownBy(
              () ->
                  story.command(new Release(TestJourneys.origin("c-1"), HoldReason.CONTRADICTION)))
          .rootCause()
          .hasMessageContaining("does not answer the hold CONTRADICTION");
    }
  }

  @Test
  void a_delivery_that_we_signalled_twice_ourselves_is_no_duplicate_of_the_providers() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      ConsultationCompleted deferred = TestJourneys.event(ExamStatus.DEFERRED);
      story.event(deferred).event(deferred);
      assertThat(story.record.deliveries())
          .as("each signal ends with the delivery applied")
          .extracting(AppliedDelivery::effect)
          .containsExactly(AppliedDelivery.Effect.FACT, AppliedDelivery.Effect.DUPLICATE);
      assertThat(story.record.journal()).doesNotContain(JournalKind.DUPLICATE_RECEIVED);
    }
  }

  @Test
  void a_query_shows_what_was_recorded() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      assertThat(story.journey.state()).isEqualTo(story.state());
    }
  }

  /** As after a worker's death between its commit and its report to Temporal. */
  @ParameterizedTest
  @EnumSource(
      value = JournalKind.class,
      names = {"INVITE_SENDING", "INVITE_SENT", "CONSULTATION_REPORTED", "CLOSED"})
  void a_run_whose_task_was_lost_after_recording_goes_on_from_the_record(JournalKind kind) {
    try (JourneyStory story = new JourneyStory(TestJourneys.sender())) {
      story.record.loseTask(kind, UnaryOperator.identity());
      story.start().event(ExamStatus.APPROVED).ends();

      assertThat(story.record.claims()).isEqualTo(2);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(story.record.journal())
          .containsOnlyOnce(
              JournalKind.INVITE_SENDING,
              JournalKind.INVITE_SENT,
              JournalKind.CONSULTATION_REPORTED,
              JournalKind.CLOSED);
    }
  }

  @Test
  void a_command_that_the_lost_task_had_not_received_is_recorded_after_all() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      long before = story.state().revision();
      story.record.loseTask(JournalKind.HELD_BY_PERSON, revision -> unchanged(story, revision));
      assertThat(story.command(new HoldJourney(TestJourneys.origin("c-1")))).isEqualTo(before + 2);
      assertThat(story.state().hasHold(HoldReason.HELD_BY_PERSON)).isTrue();
    }
  }

  /** The claim makes the delivery due again, so it is signalled once more. */
  @Test
  void an_event_that_the_lost_task_had_not_received_is_a_fact_when_it_is_signalled_again() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.record.loseTask(
          JournalKind.CONSULTATION_REPORTED, revision -> unchanged(story, revision));
      story.event(ExamStatus.DEFERRED);
      assertThat(story.state().facets().decision()).isEqualTo(Decision.PENDING);

      story.event(ExamStatus.DEFERRED);
      assertThat(story.state().facets().decision()).isEqualTo(Decision.DEFERRED);
    }
  }

  /** The next revision of the record as it is, with nothing of what was to be recorded. */
  private static JourneyRecord unchanged(JourneyStory story, JourneyRecord revision) {
    return new JourneyRecord(
        revision.claimedBy(),
        false,
        story.state().withRevision(revision.state().revision()),
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }

  @Test
  void an_hour_without_postgresql_ends_no_run_and_adds_few_events() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      int before = story.historyLength();
      story.record.down(true);
      story.event(ExamStatus.DEFERRED).after(Duration.ofHours(1));
      assertThat(story.hasEnded()).isFalse();
      assertThat(story.historyLength() - before).as("events").isLessThan(40);

      story.record.down(false);
      story.after(Duration.ofMinutes(1));
      assertThat(story.state().facets().decision()).isEqualTo(Decision.DEFERRED);
      story.event(ExamStatus.APPROVED).ends();
    }
  }

  @Test
  void a_journey_that_is_started_while_postgresql_is_down_goes_on_when_it_is_back() {
    try (JourneyStory story = new JourneyStory(TestJourneys.sender())) {
      story.record.down(true);
      story.start().after(Duration.ofHours(1));
      assertThat(story.historyLength()).as("events").isLessThan(40);

      story.record.down(false);
      story.after(Duration.ofMinutes(1)).event(ExamStatus.APPROVED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }
}
