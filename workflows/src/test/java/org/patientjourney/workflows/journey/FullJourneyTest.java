package org.patientjourney.workflows.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.line.Phases;

/** A provider that sends events without end; Temporal's server takes 2 MB at once. */
class FullJourneyTest {
  private static JourneyState full = TestStates.invited(TestJourneys.packageOrdered());

  @BeforeAll
  static void receive() {
    for (int i = 0; i < 1_000; i++) {
      full = TestStates.merged(full, event(i));
    }
  }

  /** Each with content of its own. */
  private static ExamEvent event(int number) {
    Instant at = TestStates.NOW.now().plusSeconds(number);
    String digest = "%064d".formatted(number);
    return switch (number % 3) {
      case 0 -> TestJourneys.eventAt(at, ExamStatus.MISSED, digest);
      case 1 -> TestJourneys.changed(TestJourneys.prescribed(at, 884, "9" + number), at);
      default -> TestJourneys.shipped(at, "9001", digest);
    };
  }

  @Test
  void keeps_what_it_knows_far_below_a_megabyte_and_asks_a_person() throws Exception {
    assertThat(full.isFull()).isTrue();
    assertThat(full.applied()).hasSizeBetween(150, 400);
    assertThat(JourneyJson.mapper().writeValueAsBytes(full)).hasSizeLessThan(150_000);
    assertThat(full.hasHold(HoldReason.TOO_MANY_EVENTS)).isTrue();
  }

  @Test
  void takes_note_of_one_more_event_and_learns_nothing_from_it() {
    Change change = Phases.RULES.merge(full, event(1_000), TestStates.NOW);
    assertThat(change.state()).isEqualTo(full);
    assertThat(change.entries())
        .extracting(entry -> entry.kind())
        .containsExactly(JournalKind.EVENT_NOT_MERGED);
    assertThat(change.deliveries())
        .extracting(AppliedDelivery::effect)
        .containsExactly(AppliedDelivery.Effect.NOT_MERGED);
  }

  @Test
  void still_learns_each_decision() {
    JourneyState approved = TestStates.merged(full, TestJourneys.event(ExamStatus.APPROVED));
    assertThat(approved.decision()).isEqualTo(Decision.APPROVED);
    JourneyState rejected = TestStates.merged(approved, TestJourneys.event(ExamStatus.REJECTED));
    assertThat(rejected.isContradicted()).isTrue();
    JourneyState again =
        TestStates.merged(
            rejected,
            TestJourneys.eventAt(TestStates.NOW.now(), ExamStatus.REJECTED, "other words"));
    assertThat(again.applied()).isEqualTo(rejected.applied());
  }

  @Test
  void still_obeys_a_person() {
    JourneyState held = TestStates.merged(full, new HoldJourney(TestJourneys.origin("c-1")));
    assertThat(held.hasHold(HoldReason.HELD_BY_PERSON)).isTrue();
  }
}
