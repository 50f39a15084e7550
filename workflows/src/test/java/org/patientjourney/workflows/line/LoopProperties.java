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

/** In any order of facts, the line of a journey neither spins nor hangs. Each walk is asked all. */
class LoopProperties {
  @Property(tries = 3000)
  void no_walk_spins_hangs_or_sends_too_late(
      @ForAll("terms") JourneyTerms terms, @ForAll long seed) {
    LoopWalk walk = LoopWalk.of(terms, seed);
    assertThat(walk.idleActs()).as("acts that change no state: %s", walk).isEmpty();
    assertThat(walk.rests())
        .as("an open journey at rest has a deadline: %s", walk)
        .allMatch(state -> Phases.RULES.deadline(state, JourneyPolicy.STANDARD) != null);
    assertThat(walk.sendings())
        .as("nothing is sent for a decided exam: %s", walk)
        .noneMatch(state -> state.facets().decision().isFinal());
    assertThat(walk.rests())
        .as("a settled journey never waits: %s", walk)
        .noneMatch(Phases.RULES::isOver);
  }

  @Provide
  Arbitrary<JourneyTerms> terms() {
    return Arbitraries.of(
        TestJourneys.sender(),
        TestJourneys.other(),
        TestJourneys.contactedByClinic(),
        TestJourneys.prescription(),
        TestJourneys.packageOrdered(),
        TestJourneys.ownPharmacy(),
        TestJourneys.answered(),
        TestJourneys.followUp());
  }
}
