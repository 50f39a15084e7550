package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;

/**
 * Where a journey stands: in which stage, what happens next, and who does it.
 *
 * @param due when that happens at the latest, if it is not the next deadline
 */
public record Standing(Stage stage, String next, @Nullable Owner owner, @Nullable Instant due) {
  public Standing(Stage stage, String next, @Nullable Owner owner) {
    this(stage, next, owner, null);
  }

  /** The call that is due next waits for a person. */
  Standing paused() {
    return new Standing(
        stage,
        "calls to the provider are paused by command, see GET /pauses; once released: " + next,
        Owner.OPERATIONS);
  }

  /** Of a journey that is closed, held or being cancelled, in any phase. */
  static Optional<Standing> beforePhase(JourneyState state) {
    Closure closure = state.closure();
    if (closure != null) {
      Stage stage = Stage.valueOf(closure.outcome().name());
      return Optional.of(new Standing(stage, "nothing: the journey is closed", null));
    }
    List<Hold> holds = state.holds();
    if (state.isCancelRequested() && !state.hasHold(HoldReason.CANCEL_FAILED)) {
      return Optional.of(cancelling(state, holds.isEmpty() ? Stage.CANCELLING : Stage.HELD));
    }
    if (!holds.isEmpty()) {
      HoldReason first = holds.get(0).reason();
      return Optional.of(new Standing(Stage.HELD, first.advice(), first.owner()));
    }
    return state.isCancelling()
        ? Optional.of(
            new Standing(Stage.CANCELLING, "the journey closes as cancelled", Owner.ENGINE))
        : Optional.empty();
  }

  /** Without the id of the patient exam there is nothing that the provider could cancel. */
  private static Standing cancelling(JourneyState state, Stage stage) {
    return switch (state.invite()) {
      case UNKNOWN ->
          new Standing(
              stage,
              "the exam can be cancelled when its id is known: look for the invite in the"
                  + " provider's portal, then resolve-invite",
              Owner.OPERATIONS);
      case SENDING ->
          new Standing(
              stage,
              "the answer to the invite; then the provider is asked to cancel the exam",
              Owner.ENGINE);
      case NOT_DUE, NOT_SENT, SENT, REFUSED, CANCELLED, REPLACED ->
          new Standing(stage, "the provider is asked to cancel the exam", Owner.ENGINE);
    };
  }

  static Standing closing(JourneyState state) {
    Stage stage = state.decision() == Decision.APPROVED ? Stage.APPROVED : Stage.REJECTED;
    Instant reportedAt =
        state.reports().stream()
            .map(ReportedStatus::receivedAt)
            .max(Instant::compareTo)
            .orElse(null);
    return new Standing(stage, "the journey closes", Owner.ENGINE, reportedAt);
  }
}
