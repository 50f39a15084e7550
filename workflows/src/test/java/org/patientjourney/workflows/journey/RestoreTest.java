package org.patientjourney.workflows.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;

class RestoreTest {
  private static final JourneyState UNINVITED = JourneyState.atStart(TestJourneys.sender());
  private static final JourneyState HELD =
      UNINVITED.withHold(HoldReason.HELD_BY_PERSON, TestStates.NOW);

  @Test
  void a_run_that_does_not_know_the_hold_of_an_uninvited_journey_would_lose_it() {
    assertThat(losesHold(UNINVITED)).isTrue();
    assertThat(losesHold(UNINVITED, released(HoldReason.KEY_REFUSED))).isTrue();
  }

  @Test
  void a_run_that_knows_or_releases_the_hold_does_not() {
    assertThat(losesHold(HELD)).isFalse();
    assertThat(losesHold(UNINVITED, released(HoldReason.HELD_BY_PERSON))).isFalse();
    assertThat(Restore.losesHold(UNINVITED, UNINVITED, List.of())).isFalse();
  }

  @Test
  void a_journey_that_sends_no_invite_any_more_needs_no_hold() {
    assertThat(losesHold(TestStates.invited(TestJourneys.sender()))).isFalse();
    assertThat(losesHold(closed())).isFalse();
    Cancellation accepted = Cancellation.accepted(TestStates.NOW.now());
    assertThat(losesHold(UNINVITED.withCancellation(accepted))).isFalse();
  }

  @Test
  void an_invite_may_be_lost_where_the_engine_or_a_release_would_send_one() {
    assertThat(mayHaveLostInvite(UNINVITED)).isTrue();
    assertThat(mayHaveLostInvite(TestStates.reInvited(TestJourneys.sender()))).isTrue();
    assertThat(mayHaveLostInvite(HELD)).isFalse();
    assertThat(mayHaveLostInvite(TestStates.invited(TestJourneys.sender()))).isFalse();
    assertThat(mayHaveLostInvite(closed())).isFalse();
  }

  private static JourneyState closed() {
    return UNINVITED.close(Closure.Outcome.CLOSED_BY_PERSON, TestStates.NOW).state();
  }

  private static boolean losesHold(JourneyState next, JournalEntry... entries) {
    return Restore.losesHold(HELD, next, List.of(entries));
  }

  private static boolean mayHaveLostInvite(JourneyState state) {
    return Restore.mayHaveLostInvite(state, TestStates.NOW.now());
  }

  private static JournalEntry released(HoldReason hold) {
    return JournalKind.HOLD_RELEASED.at(TestStates.NOW).with("hold", hold);
  }
}
