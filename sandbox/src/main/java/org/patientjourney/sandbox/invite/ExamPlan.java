package org.patientjourney.sandbox.invite;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.PlannedStep;
import org.patientjourney.sandbox.state.WantedItems;

/** The steps that a test name asks for, each one pause after the one before. */
final class ExamPlan {
  private ExamPlan() {}

  /** The decisions, and after an approval that prescribes event 2, and 3 if a partner ships. */
  static List<PlannedStep> of(
      List<ExamStatus> decisions,
      Optional<WantedItems> items,
      boolean ships,
      Instant now,
      Duration pause) {
    List<PlannedStep> steps = new ArrayList<>();
    Instant at = now;
    for (ExamStatus status : decisions) {
      at = at.plus(pause);
      steps.add(PlannedStep.decide(status, at));
    }
    if (items.isPresent() && decisions.contains(ExamStatus.APPROVED)) {
      at = at.plus(pause);
      steps.add(PlannedStep.prescribe(items.get(), at));
      if (ships) {
        steps.add(PlannedStep.ship(at.plus(pause)));
      }
    }
    return steps;
  }
}
