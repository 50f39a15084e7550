package org.patientjourney.workflows.consultation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.command.InviteCommand.ResendInvite;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.ShipmentTracked.TrackedParcel;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InvitePhase;

/** Missed exams that are reported again, and links that are sent again. */
class RepeatedMissedEventTest {
  private static final Instant RESENT_AT = TestStates.NOW.now();
  private static final TrackedParcel PARCEL = TestJourneys.parcel("9001", "hash-1");

  private static JourneyState missedAndResent() {
    JourneyState missed =
        TestStates.merged(
            TestStates.invited(TestJourneys.sender()),
            TestJourneys.eventAt(RESENT_AT.minusSeconds(60), ExamStatus.MISSED));
    return TestStates.resent(missed, Resend.Status.SENT);
  }

  @Test
  void a_resend_gives_an_expired_link_its_whole_lifetime_again() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.after(Duration.ofDays(31));
      assertThat(story.state().hasHold(HoldReason.LINK_EXPIRED)).isTrue();

      story.command(new ResendInvite(TestJourneys.origin("resend")));
      story.after(Duration.ofDays(29));
      assertThat(story.state().isClosed()).isFalse();
      assertThat(story.state().holds()).isEmpty();

      story.after(Duration.ofDays(2));
      assertThat(story.state().hasHold(HoldReason.LINK_EXPIRED)).isTrue();
      story.after(Duration.ofDays(7)).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.EXPIRED);
    }
  }

  @Test
  void a_journey_whose_sender_never_sends_is_invited_in_a_meeting_of_its_own() {
    JourneyState overdue =
        TestStates.deadlinePassed(JourneyState.atStart(TestJourneys.other()), Duration.ofHours(3));
    assertThat(overdue.hasHold(HoldReason.INVITE_OVERDUE)).isTrue();

    assertThat(TestStates.reInvite().refusal(overdue)).isEmpty();
    assertThat(InvitePhase.mustSend(TestStates.merged(overdue, TestStates.reInvite()))).isTrue();
  }

  @Test
  void a_missed_exam_reported_before_the_resend_is_a_duplicate_after_it() {
    JourneyState resent = missedAndResent();
    assertThat(resent.facets().decision()).isEqualTo(Decision.PENDING);

    JourneyState repeated =
        TestStates.merged(
            resent, TestJourneys.eventAt(RESENT_AT.minusSeconds(1), ExamStatus.MISSED));
    assertThat(repeated.facets()).isEqualTo(resent.facets());
    assertThat(repeated.holds()).isEmpty();
    assertThat(repeated.resendLog()).isEqualTo(resent.resendLog());
  }

  @Test
  void an_exam_reported_as_missed_with_other_content_after_the_resend_is_missed() {
    JourneyState again =
        TestStates.merged(
            missedAndResent(),
            TestJourneys.eventAt(RESENT_AT.plusSeconds(60), ExamStatus.MISSED, "other words"));
    assertThat(again.facets().decision()).isEqualTo(Decision.MISSED);
    assertThat(again.hasHold(HoldReason.MISSED)).isTrue();
  }

  @Test
  void the_same_report_within_the_window_is_a_redelivery_and_after_it_a_second_outcome() {
    Instant windowEnds = RESENT_AT.minusSeconds(60).plus(Duration.ofHours(24));

    JourneyState redelivered =
        TestStates.merged(missedAndResent(), TestJourneys.eventAt(windowEnds, ExamStatus.MISSED));
    assertThat(redelivered.facets().decision()).isEqualTo(Decision.PENDING);
    assertThat(redelivered.holds()).isEmpty();

    JourneyState again =
        TestStates.merged(
            redelivered, TestJourneys.eventAt(windowEnds.plusMillis(1), ExamStatus.MISSED));
    assertThat(again.facets().decision()).isEqualTo(Decision.MISSED);
    assertThat(again.hasHold(HoldReason.MISSED)).isTrue();
  }

  @Test
  void a_redelivery_is_recognized_when_it_is_applied_before_the_report_that_it_repeats() {
    ConsultationCompleted first =
        TestJourneys.eventAt(RESENT_AT.minusSeconds(60), ExamStatus.MISSED);
    ConsultationCompleted again =
        TestJourneys.eventAt(RESENT_AT.plusSeconds(60), ExamStatus.MISSED);
    JourneyState resent =
        TestStates.invited(TestJourneys.sender())
            .withResend(
                Resend.requested(Resend.Cause.NO_DECISION, "5101", 1, RESENT_AT)
                    .answered(Resend.Status.SENT, RESENT_AT));

    assertThat(TestStates.merged(resent, again).facets().decision()).isEqualTo(Decision.MISSED);
    for (JourneyState merged :
        List.of(TestStates.merged(resent, again, first), TestStates.merged(resent, first, again))) {
      assertThat(merged.facets().decision()).isEqualTo(Decision.PENDING);
      assertThat(merged.holds()).isEmpty();
    }
  }

  @Test
  void an_unknown_status_that_is_delivered_again_after_a_resend_is_a_duplicate() {
    JourneyState unknown =
        TestStates.merged(
            TestStates.invited(TestJourneys.sender()),
            TestJourneys.eventAt(RESENT_AT.minusSeconds(60), ExamStatus.UNKNOWN));
    JourneyState resent =
        unknown.withResend(
            Resend.requested(Resend.Cause.COMMAND, "c-1", 1, RESENT_AT)
                .answered(Resend.Status.SENT, RESENT_AT));
    assertThat(
            TestStates.merged(
                resent, TestJourneys.eventAt(RESENT_AT.plusSeconds(60), ExamStatus.UNKNOWN)))
        .isEqualTo(resent);
  }

  @Test
  void an_event_that_leaves_out_the_patient_exam_is_the_same_event() {
    JourneyState merged =
        TestStates.merged(
            TestStates.invited(TestJourneys.prescription()),
            TestJourneys.shipped(1, TestJourneys.PATIENT_EXAM, RESENT_AT, PARCEL));
    assertThat(TestStates.merged(merged, TestJourneys.shipped(1, null, RESENT_AT, PARCEL)))
        .isEqualTo(merged);
  }

  @Test
  void a_journey_that_a_person_closed_is_not_reopened_to_send_the_link_again() {
    JourneyState closed =
        TestStates.merged(
            TestStates.invited(TestJourneys.sender()), new Close(TestJourneys.origin("close")));
    assertThat(
            Phases.RULES.isReopenedBy(
                closed, TestJourneys.event(ExamStatus.MISSED), TestStates.NOW))
        .isFalse();
    assertThat(
            Phases.RULES.isReopenedBy(
                closed, TestJourneys.event(ExamStatus.APPROVED), TestStates.NOW))
        .isTrue();
  }
}
