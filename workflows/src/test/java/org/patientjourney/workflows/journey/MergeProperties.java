package org.patientjourney.workflows.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.Prescription.PrescriptionStatus;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState.AppliedFact;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** Facts may come in any order and any number of times: the journey ends up the same. */
class MergeProperties {
  private static final Moment MOMENT =
      new Moment(TestJourneys.ORDERED_AT.plusSeconds(3600), JourneyPolicy.STANDARD);

  /** To the first dose, after the change of 2 s before. */
  private static final Fact CHANGED_BACK =
      TestJourneys.prescribed(TestJourneys.ORDERED_AT.plusSeconds(94), 884, "9001");

  @Property(tries = 2000)
  void any_order_and_any_duplication_end_in_the_same_state(
      @ForAll("facts") List<Fact> facts, @ForAll("starts") JourneyState start, @ForAll long seed) {
    List<Fact> others = new ArrayList<>(facts);
    Random random = new Random(seed);
    for (int i = random.nextInt(5); i > 0 && !facts.isEmpty(); i--) {
      others.add(facts.get(random.nextInt(facts.size())));
    }
    Collections.shuffle(others, random);

    assertThat(meaning(merged(start, others))).isEqualTo(meaning(merged(start, facts)));
  }

  @Property(tries = 2000)
  void only_a_reported_approval_approves(
      @ForAll("facts") List<Fact> facts, @ForAll("terms") JourneyTerms terms) {
    JourneyState state = merged(terms, facts);
    if (state.facets().decision() == Decision.APPROVED) {
      assertThat(state.reported().statuses()).contains(ExamStatus.APPROVED);
      assertThat(state.reported().statuses()).doesNotContain(ExamStatus.REJECTED);
    }
  }

  @Property(tries = 2000)
  void every_open_journey_has_a_deadline_or_a_person_or_nothing_left_to_do(
      @ForAll("facts") List<Fact> facts, @ForAll("terms") JourneyTerms terms) {
    JourneyState state = merged(terms, facts);
    boolean hasOwner =
        !state.holds().isEmpty()
            || Phases.RULES.deadline(state, MOMENT.policy()) != null
            || Phases.RULES.isOver(state);
    assertThat(hasOwner).as("%s", state).isTrue();
  }

  @Property(tries = 500)
  void a_fact_that_comes_again_changes_nothing(
      @ForAll("facts") List<Fact> facts, @ForAll("terms") JourneyTerms terms) {
    JourneyState state = merged(terms, facts);
    for (Fact fact : facts) {
      JourneyState again = Phases.RULES.merge(state, fact, MOMENT).state();
      assertThat(meaning(again)).isEqualTo(meaning(state));
      // Merged before the change, it was taken for a redelivery; now it is kept, too.
      if (!fact.equals(CHANGED_BACK)) {
        assertThat(again).isEqualTo(state);
      }
    }
  }

  /**
   * With a change back to the first dose, but not back to a cancellation: its second receipt is not
   * kept when it is merged before the confirmation that was received in between, so there the order
   * counts. Nor with unknown medicines that were received between two receipts of one content: of
   * those the one that is merged first is kept. Both are held in any order.
   */
  @Provide
  Arbitrary<List<Fact>> facts() {
    Arbitrary<Fact> events =
        Arbitraries.of(ExamStatus.class)
            .map(
                status ->
                    TestJourneys.event(1, TestJourneys.PATIENT_EXAM, status, "digest-" + status));
    Instant missedAt = TestJourneys.ORDERED_AT.plusSeconds(30);
    Arbitrary<Fact> missed =
        Arbitraries.of(
            TestJourneys.eventAt(missedAt, ExamStatus.MISSED, "same"),
            TestJourneys.eventAt(missedAt.plus(Duration.ofHours(1)), ExamStatus.MISSED, "same"),
            TestJourneys.eventAt(missedAt.plus(Duration.ofHours(23)), ExamStatus.MISSED, "same"),
            TestJourneys.eventAt(missedAt.plus(Duration.ofHours(25)), ExamStatus.MISSED, "same"),
            TestJourneys.eventAt(missedAt.plus(Duration.ofHours(2)), ExamStatus.MISSED, "other"));
    Arbitrary<Fact> answers =
        Arbitraries.of(
            InviteAnswer.sent(1, TestJourneys.ORDERED_AT, TestJourneys.PATIENT_EXAM),
            InviteAnswer.unknown(1, TestJourneys.ORDERED_AT),
            InviteAnswer.refused(1, TestJourneys.ORDERED_AT, HoldReason.AGREEMENTS_UNSIGNED, null));
    Instant at = TestJourneys.ORDERED_AT.plusSeconds(90);
    Arbitrary<Fact> ofPharmacy =
        Arbitraries.of(
            TestJourneys.prescribed(at, 884, "9001"),
            TestJourneys.prescribed(at, 884, "9002"),
            TestJourneys.with(
                TestJourneys.unconfirmed(),
                TestJourneys.prescribed(at.minusSeconds(9), 884, "9003")),
            TestJourneys.with(TestJourneys.unconfirmed(), TestJourneys.prescribed(at, 884, "9004")),
            TestJourneys.prescribed(at.plusSeconds(9), 884, "9003", "9004"),
            TestJourneys.with(
                new PrescriptionStatus(null, RxStatus.NOT_TOLD, false),
                TestJourneys.prescribed(at.minusSeconds(1), 884)),
            TestJourneys.prescribed(at.plusSeconds(1), 884, "9001", "9002"),
            TestJourneys.changed(TestJourneys.prescribed(at, 884, "9001"), at.plusSeconds(2)),
            CHANGED_BACK,
            TestJourneys.approvedUnconfirmed(at.plusSeconds(5)),
            TestJourneys.changed(TestJourneys.prescribed(at, 884, "9002"), at.minusSeconds(2)),
            TestJourneys.shipped(at, "9001", "hash-1"),
            TestJourneys.shipped(at, null, "hash-2"),
            TestJourneys.shipped(at, "9002", null));
    return Arbitraries.oneOf(events, missed, answers, ofPharmacy).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<JourneyTerms> terms() {
    return Arbitraries.of(
        TestJourneys.sender(),
        TestJourneys.contactedByClinic(),
        TestJourneys.prescription(),
        TestJourneys.packageOrdered(),
        TestJourneys.ownPharmacy());
  }

  /** Also with the link sent again, which gives the patient a second try. */
  @Provide
  Arbitrary<JourneyState> starts() {
    Instant resentAt = TestJourneys.ORDERED_AT.plusSeconds(600);
    return terms()
        .map(JourneyState::atStart)
        .flatMap(
            start ->
                Arbitraries.of(
                    start,
                    start.withResend(
                        Resend.requested(Resend.Cause.NO_DECISION, "5101", 1, resentAt)
                            .answered(Resend.Status.SENT, resentAt))));
  }

  private static JourneyState merged(JourneyTerms terms, List<Fact> facts) {
    return merged(JourneyState.atStart(terms), facts);
  }

  private static JourneyState merged(JourneyState start, List<Fact> facts) {
    JourneyState state = start;
    for (Fact fact : facts) {
      state = Phases.RULES.merge(state, fact, MOMENT).state();
    }
    return state;
  }

  /** What must not depend on the order of the facts. */
  private record Meaning(
      Facets facets, Set<HoldReason> holds, Set<ExamStatus> statuses, Set<AppliedFact> applied) {}

  private static Meaning meaning(JourneyState state) {
    return new Meaning(
        state.facets(),
        state.holds().stream().map(Hold::reason).collect(Collectors.toSet()),
        new HashSet<>(state.reported().statuses()),
        new HashSet<>(state.applied()));
  }
}
