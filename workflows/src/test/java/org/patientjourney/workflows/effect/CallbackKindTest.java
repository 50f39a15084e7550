package org.patientjourney.workflows.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;

class CallbackKindTest {
  private static final JourneyState INVITED = TestStates.invited(TestJourneys.sender());

  @Test
  void an_answer_that_confirms_the_invite_is_told() {
    assertThat(between(JourneyState.atStart(TestJourneys.sender()), INVITED))
        .containsExactly(CallbackKind.INVITED);
  }

  @Test
  void a_second_invite_is_told_again() {
    JourneyState again =
        TestStates.merged(
            INVITED, InviteAnswer.sent(2, TestStates.NOW.now(), TestStates.SECOND_PATIENT_EXAM));
    assertThat(between(INVITED, again)).contains(CallbackKind.INVITED);
  }

  @Test
  void an_approval_and_the_end_it_brings_are_told_in_this_order() {
    JourneyState approved = TestStates.merged(INVITED, TestJourneys.event(ExamStatus.APPROVED));
    JourneyState closed = approved.close(Closure.Outcome.APPROVED, TestStates.NOW).state();
    assertThat(between(INVITED, closed)).containsExactly(CallbackKind.DECIDED, CallbackKind.CLOSED);
  }

  @Test
  void a_hold_is_told_and_its_release() {
    JourneyState held = INVITED.withHold(HoldReason.HELD_BY_PERSON, TestStates.NOW);
    JourneyState heldTwice = held.withHold(HoldReason.MISSED, TestStates.NOW);
    assertThat(between(INVITED, held)).containsExactly(CallbackKind.HELD);
    assertThat(between(held, heldTwice)).containsExactly(CallbackKind.HELD);
    assertThat(between(heldTwice, held)).isEmpty();
    assertThat(between(held, INVITED)).containsExactly(CallbackKind.RELEASED);
  }

  @Test
  void an_end_with_a_hold_is_told_as_an_end() {
    JourneyState held = INVITED.withHold(HoldReason.HELD_BY_PERSON, TestStates.NOW);
    JourneyState closed = held.close(Closure.Outcome.CLOSED_BY_PERSON, TestStates.NOW).state();
    assertThat(between(held, closed)).containsExactly(CallbackKind.CLOSED);
  }

  @Test
  void a_closed_journey_that_is_open_again_is_told() {
    JourneyState closed = INVITED.close(Closure.Outcome.EXPIRED, TestStates.NOW).state();
    assertThat(between(closed, closed.reopened())).containsExactly(CallbackKind.REOPENED);
  }

  @Test
  void what_changes_nothing_is_not_told() {
    assertThat(between(INVITED, INVITED.withRevision(9))).isEmpty();
  }

  private static List<CallbackKind> between(JourneyState before, JourneyState after) {
    return CallbackKind.between(before, after, List.of());
  }
}
