package org.patientjourney.workflows.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.InviteCommand.ConfirmHandover;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.command.OutcomeCommand.NothingPrescribed;
import org.patientjourney.workflows.command.OutcomeCommand.WaiveFollowUp;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.NextStep;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** What a patient is owed three weeks after the visit. */
class FollowUpStoryTest {
  private static final Duration UNTIL_DUE =
      Duration.between(TestJourneys.ORDERED_AT, TestJourneys.FOLLOW_UP_DUE);

  @Test
  void it_waits_for_its_day_then_is_invited_handed_over_and_taken() {
    try (JourneyStory story = story()) {
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.AWAITING_DUE);
      assertThat(NextStep.of(story.state(), JourneyPolicy.STANDARD))
          .isEqualTo(
              new NextStep("the follow-up is invited", TestJourneys.FOLLOW_UP_DUE, Owner.ENGINE));
      story.after(UNTIL_DUE.minusMinutes(1));
      assertThat(story.invites.sent()).isEmpty();
      story.after(Duration.ofMinutes(1));
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(story.state().facets().handover()).isEqualTo(Handover.AWAITING_CLINIC);
      story.command(new ConfirmHandover(origin("c-1")));
      assertThat(story.state().facets().handover()).isEqualTo(Handover.CONFIRMED);
      assertThat(story.state().holds()).isEmpty();
      story.event(TestJourneys.eventAt(story.now(), ExamStatus.APPROVED)).ends();
      assertThat(story.record.journal())
          .contains(JournalKind.FOLLOW_UP_READY, JournalKind.HANDED_OVER);
    }
  }

  /** Compliance reads the same in Temporal's histories. */
  @Test
  void its_timer_ends_within_five_seconds_after_the_stored_due_instant() {
    try (JourneyStory story = story()) {
      story.after(UNTIL_DUE.plusSeconds(1));
      List<HistoryEvent> history =
          story
              .temporal
              .getWorkflowClient()
              .fetchHistory(TestJourneys.followUp().journeyId().value())
              .getHistory()
              .getEventsList();
      List<Instant> ends =
          history.stream()
              .filter(HistoryEvent::hasTimerStartedEventAttributes)
              .map(this::end)
              .toList();
      assertThat(ends)
          .anySatisfy(
              end ->
                  assertThat(end)
                      .isBetween(
                          TestJourneys.FOLLOW_UP_DUE, TestJourneys.FOLLOW_UP_DUE.plusSeconds(5)));
      assertThat(history.stream().filter(HistoryEvent::hasTimerFiredEventAttributes).count())
          .isEqualTo(1);
    }
  }

  @Test
  void an_unconfirmed_one_is_sent_with_an_alarm() {
    try (JourneyStory story = story()) {
      story.followUps.finds(new FollowUpCheck(List.of(), false));
      story.after(UNTIL_DUE);
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(story.record.alarms()).contains(AlarmKind.FOLLOW_UP_UNCONFIRMED);
    }
  }

  @Test
  void a_blocked_follow_up_is_held_and_sent_late() {
    try (JourneyStory story = story()) {
      story.followUps.finds(new FollowUpCheck(List.of("the clinic is gone"), true));
      story.after(UNTIL_DUE);
      assertThat(story.invites.sent()).isEmpty();
      assertThat(story.state().hasHold(HoldReason.FOLLOW_UP_BLOCKED)).isTrue();
      assertThat(story.record.alarms()).contains(AlarmKind.FOLLOW_UP_BLOCKED);
      story.after(Duration.ofDays(5));
      assertThat(story.followUps.checked()).isEqualTo(1);
      story.command(new Release(origin("c-1"), HoldReason.FOLLOW_UP_BLOCKED));
      assertThat(story.followUps.checked()).isEqualTo(2);
      assertThat(story.invites.sent()).containsExactly(1);
    }
  }

  @Test
  void a_follow_up_is_neither_cancelled_nor_closed_before_it_is_handed_over() {
    try (JourneyStory story = story()) {
      assertRefused(story, new Cancel(origin("c-1")));
      assertRefused(story, new Close(origin("c-2")));
      story.after(UNTIL_DUE);
      assertRefused(story, new Cancel(origin("c-3")));
      assertRefused(story, new Close(origin("c-4")));
      assertThat(story.state().isClosed()).isFalse();
    }
  }

  @Test
  void once_it_is_handed_over_nothing_is_owed_and_it_ends_like_any_exam() {
    try (JourneyStory story = story()) {
      story.after(UNTIL_DUE);
      story.command(new ConfirmHandover(origin("c-1")));
      assertNotOwed(story, new WaiveFollowUp(origin("c-2"), "medical-director"));
      assertNotOwed(story, new NothingPrescribed(origin("c-3")));
      story.command(new Cancel(origin("c-4")));
      story.ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CANCELLED);
    }
  }

  @Test
  void a_cancellation_in_temporal_does_not_end_it() {
    try (JourneyStory story = story()) {
      WorkflowStub.fromTyped(story.journey).cancel();
      story.after(UNTIL_DUE);
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(story.state().isClosed()).isFalse();
    }
  }

  @Test
  void it_never_expires_before_it_is_handed_over() {
    try (JourneyStory story = story()) {
      story.after(UNTIL_DUE).after(Duration.ofDays(90));
      assertThat(story.state().hasHold(HoldReason.LINK_EXPIRED)).isTrue();
      assertThat(story.state().isClosed()).isFalse();
    }
  }

  /** A status that no one knows does not say that the patient was seen. */
  @Test
  void an_unknown_status_does_not_meet_it() {
    try (JourneyStory story = story()) {
      story.after(UNTIL_DUE);
      story.event(TestJourneys.eventAt(story.now(), ExamStatus.UNKNOWN));
      assertThat(story.state().hasHold(HoldReason.UNKNOWN_STATUS)).isTrue();
      assertThat(story.state().facets().handover()).isEqualTo(Handover.AWAITING_CLINIC);
      assertThat(story.state().hasHold(HoldReason.HANDOVER)).isTrue();
      assertThat(story.state().isOwedFollowUp()).isTrue();
      assertRefused(story, new Close(origin("c-1")));
      story.event(TestJourneys.eventAt(story.now(), ExamStatus.REJECTED));
      assertThat(story.state().facets().handover()).isEqualTo(Handover.CONFIRMED);
    }
  }

  @Test
  void a_waiver_ends_it_before_its_day_and_cancels_an_invite_that_was_sent() {
    try (JourneyStory story = story()) {
      story.command(new WaiveFollowUp(origin("c-1"), "medical-director"));
      story.ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.WAIVED);
      assertThat(story.invites.cancelled()).isZero();
    }
    try (JourneyStory story = story()) {
      story.after(UNTIL_DUE);
      story.command(new WaiveFollowUp(origin("c-1"), "medical-director"));
      story.ends();
      assertThat(story.invites.cancelled()).isEqualTo(1);
      assertThat(story.record.journal()).contains(JournalKind.FOLLOW_UP_WAIVED);
    }
  }

  @Test
  void the_proof_that_nothing_was_prescribed_ends_it() {
    try (JourneyStory story = story()) {
      story.command(new NothingPrescribed(origin("c-1")));
      story.ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.NOT_NEEDED);
      assertThat(story.invites.sent()).isEmpty();
    }
  }

  @Test
  void a_hold_does_not_move_its_day() {
    try (JourneyStory story = story()) {
      story.command(new HoldJourney(origin("c-1")));
      story.after(UNTIL_DUE);
      assertThat(story.state().facets().invite()).isNotEqualTo(InviteStatus.NOT_DUE);
      assertThat(story.state().terms().startsAt()).isEqualTo(TestJourneys.FOLLOW_UP_DUE);
    }
  }

  private Instant end(HistoryEvent started) {
    long millis =
        Timestamps.toMillis(started.getEventTime())
            + Durations.toMillis(started.getTimerStartedEventAttributes().getStartToFireTimeout());
    return Instant.ofEpochMilli(millis);
  }

  private static JourneyStory story() {
    return JourneyStory.byStandard(TestJourneys.followUp()).start();
  }

  private static void assertRefused(JourneyStory story, JourneyCommand command) {
    assertThatThrownBy(() -> story.command(command)).hasStackTraceContaining("owed this follow-up");
  }

  private static void assertNotOwed(JourneyStory story, JourneyCommand command) {
    assertThatThrownBy(() -> story.command(command))
        .hasStackTraceContaining("expected a follow-up that is still owed");
  }

  private static Origin origin(String id) {
    return TestJourneys.origin(id);
  }
}
