package org.patientjourney.app.webhook;

import java.util.List;

/**
 * What handing a set of deliveries over again does, or would do.
 *
 * @param more whether the set goes on behind these: ask again, later ones first need a narrower set
 */
public record ReplayView(
    boolean dryRun,
    long noOp,
    long newFact,
    long actsOnPatient,
    List<Replay.Outcome> deliveries,
    boolean more) {
  static ReplayView of(List<Replay.Outcome> outcomes, boolean dryRun, boolean more) {
    return new ReplayView(
        dryRun,
        count(outcomes, Replay.Effect.NO_OP),
        count(outcomes, Replay.Effect.NEW_FACT),
        count(outcomes, Replay.Effect.ACTS_ON_PATIENT),
        outcomes,
        more);
  }

  private static long count(List<Replay.Outcome> outcomes, Replay.Effect effect) {
    return outcomes.stream().filter(outcome -> outcome.effect() == effect).count();
  }
}
