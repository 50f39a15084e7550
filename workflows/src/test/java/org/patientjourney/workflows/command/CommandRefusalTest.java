package org.patientjourney.workflows.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.command.InviteCommand.ResendInvite;
import org.patientjourney.workflows.command.InviteCommand.SendInviteAgain;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.meeting.ResendPhase;
import org.patientjourney.workflows.order.JourneyTerms;

/** Commands that do not fit the journey, and the reasons that operators read. */
class CommandRefusalTest {
  @Test
  void an_unknown_invite_is_sent_again_by_the_sender_of_its_meeting_alone() {
    SendInviteAgain again = new SendInviteAgain(TestJourneys.origin("again"));

    assertThat(again.refusal(unknown(TestJourneys.sender()))).isEmpty();
    assertThat(again.refusal(unknown(TestJourneys.other())))
        .contains("the invite is sent by juniper:WC-12847:5101: send it again there");
    assertThat(again.refusal(TestStates.invited(TestJourneys.sender())))
        .contains("expected an unknown invite, found SENT");
  }

  @Test
  void a_refused_invite_is_released_by_the_sender_of_its_meeting_alone() {
    Release release = new Release(TestJourneys.origin("release"), HoldReason.KEY_REFUSED);

    assertThat(release.refusal(refused(TestJourneys.sender()))).isEmpty();
    assertThat(release.refusal(refused(TestJourneys.other())))
        .contains(
            "the invite is sent by juniper:WC-12847:5101: release that one, or re-invite this one"
                + " alone");
  }

  @Test
  void a_second_cancellation_is_refused_while_the_provider_is_asked() {
    JourneyState asked = TestStates.cancelRequested(TestStates.invited(TestJourneys.sender()));

    assertThat(new Cancel(TestJourneys.origin("second")).refusal(asked))
        .contains("the provider is asked to cancel already: wait for its answer");
  }

  @Test
  void a_resend_of_unknown_outcome_counts_against_the_providers_limit() {
    JourneyState twice =
        TestStates.invited(TestJourneys.sender())
            .withResend(resend("first", Resend.Status.SENT))
            .withResend(resend("second", Resend.Status.REFUSED))
            .withResend(resend("third", Resend.Status.SENT));
    ResendInvite command = new ResendInvite(TestJourneys.origin("resend"));

    assertThat(command.refusal(twice)).isEmpty();
    assertThat(command.refusal(twice.withResend(resend("fourth", Resend.Status.UNKNOWN))))
        .contains("the provider takes 3 resends: re-invite, or close");
  }

  @Test
  void a_resend_is_refused_while_nothing_would_be_sent() {
    JourneyState invited = TestStates.invited(TestJourneys.sender());
    JourneyState held = TestStates.merged(invited, new HoldJourney(TestJourneys.origin("hold")));
    ResendInvite command = new ResendInvite(TestJourneys.origin("resend"));

    assertThat(command.refusal(held))
        .contains("nothing is sent for the journey: release HELD_BY_PERSON first");
    assertThat(command.refusal(held.withoutHold(HoldReason.HELD_BY_PERSON))).isEmpty();
    assertThat(command.refusal(TestStates.cancelRequested(invited)))
        .contains("a cancellation was asked for: the link is not sent again");
  }

  @Test
  void a_resend_that_was_asked_for_before_a_hold_waits_for_its_release() {
    JourneyState asked =
        TestStates.invited(TestJourneys.sender())
            .withResend(resend("asked", Resend.Status.REQUESTED));
    JourneyState held = TestStates.merged(asked, new HoldJourney(TestJourneys.origin("hold")));

    assertThat(ResendPhase.requested(asked)).isPresent();
    assertThat(ResendPhase.requested(held)).isEmpty();
    assertThat(ResendPhase.requested(held.withoutHold(HoldReason.HELD_BY_PERSON))).isPresent();
  }

  private static Resend resend(String id, Resend.Status status) {
    return new Resend(Resend.Cause.COMMAND, id, 1, status, TestJourneys.ORDERED_AT);
  }

  private static JourneyState unknown(JourneyTerms terms) {
    return TestStates.merged(
        JourneyState.atStart(terms), InviteAnswer.unknown(1, TestJourneys.ORDERED_AT));
  }

  private static JourneyState refused(JourneyTerms terms) {
    return TestStates.merged(
        JourneyState.atStart(terms),
        InviteAnswer.refused(1, TestJourneys.ORDERED_AT, HoldReason.KEY_REFUSED, null));
  }
}
