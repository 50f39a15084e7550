package org.patientjourney.workflows.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Change.AppliedDelivery.Effect;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;

/** The facts that a run has received and not merged, in the order of arrival. */
final class Inbox {
  /** So that one recording ends well within the five seconds of a local activity. */
  private static final int MERGED_AT_ONCE = 25;

  private final Deque<Fact> queue = new ArrayDeque<>();

  /** A delivery that we signal again is not a duplicate of the provider. */
  private final Set<String> seen = new HashSet<>();

  /** Keys of commands that were refused when they were merged, and why. */
  private final Map<String, String> refused = new TreeMap<>();

  /** Commands that were merged since the last recording. */
  private final Deque<Fact> unrecorded = new ArrayDeque<>();

  void add(Fact fact) {
    queue.add(fact);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Why the command of this key was refused when it was merged. */
  Optional<String> refusal(String key) {
    return Optional.ofNullable(refused.get(key));
  }

  /**
   * Merges facts, a recording's worth of them. Stops at a closed journey: what is left is signalled
   * again, and reopens it.
   */
  Change merge(JourneyState state, BiFunction<JourneyState, Fact, Change> rule) {
    Change change = Change.of(state);
    for (int merged = 0;
        merged < MERGED_AT_ONCE && !queue.isEmpty() && !change.state().isClosed();
        merged++) {
      Fact fact = queue.remove();
      if (isToMerge(fact, change.state())) {
        if (fact.delivery().isEmpty()) {
          unrecorded.add(fact);
        }
        change = change.then(current -> rule.apply(current, fact));
      } else {
        change = change.applying(fact, Effect.DUPLICATE);
      }
    }
    return change;
  }

  /** Whether it is neither a duplicate nor a command that is refused meanwhile. */
  private boolean isToMerge(Fact fact, JourneyState current) {
    String key = fact.key(current);
    Optional<String> refusal = current.hasApplied(key) ? Optional.empty() : fact.refusal(current);
    refusal.ifPresent(why -> refused.put(key, why));
    return refusal.isEmpty()
        && fact.delivery().map(id -> seen.add(id + ":" + fact.digest())).orElse(true);
  }

  /** All that was merged is recorded. */
  void recorded() {
    unrecorded.clear();
  }

  /** Before a claim: commands that were not recorded are merged again; deliveries are repeated. */
  void restart() {
    seen.clear();
    while (!unrecorded.isEmpty()) {
      queue.addFirst(unrecorded.removeLast());
    }
  }
}
