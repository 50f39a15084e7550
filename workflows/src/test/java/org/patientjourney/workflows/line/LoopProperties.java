package org.patientjourney.workflows.line;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** In any order of facts, the line of a journey neither spins nor hangs. */
class LoopProperties {
  @Property(tries = 3000)
  void the_loop_never_acts_without_changing_its_state(
      @ForAll("terms") JourneyTerms terms, @ForAll long seed) {
    LoopWalk walk = LoopWalk.of(terms, seed);
    assertThat(walk.idleActs()).as("%s", walk).isEmpty();
  }

  @Property(tries = 3000)
  void every_open_journey_at_rest_has_a_deadline(
      @ForAll("terms") JourneyTerms terms, @ForAll long seed) {
    LoopWalk walk = LoopWalk.of(terms, seed);
    assertThat(walk.rests())
        .as("%s", walk)
        .allMatch(state -> Phases.RULES.deadline(state, JourneyPolicy.STANDARD) != null);
  }

  @Property(tries = 3000)
  void nothing_is_sent_for_a_decided_exam(@ForAll("terms") JourneyTerms terms, @ForAll long seed) {
    LoopWalk walk = LoopWalk.of(terms, seed);
    assertThat(walk.sendings())
        .as("%s", walk)
        .noneMatch(state -> state.facets().decision().isFinal());
  }

  @Property(tries = 3000)
  void a_settled_journey_never_waits(@ForAll("terms") JourneyTerms terms, @ForAll long seed) {
    LoopWalk walk = LoopWalk.of(terms, seed);
    assertThat(walk.rests()).as("%s", walk).noneMatch(Phases.RULES::isOver);
  }

  @Provide
  Arbitrary<JourneyTerms> terms() {
    return Arbitraries.of(
        TestJourneys.leader(),
        TestJourneys.member(),
        TestJourneys.contactedByClinic(),
        TestJourneys.prescription(),
        TestJourneys.packageOrdered(),
        TestJourneys.ownPharmacy(),
        TestJourneys.answered(),
        TestJourneys.followUp());
  }
}
