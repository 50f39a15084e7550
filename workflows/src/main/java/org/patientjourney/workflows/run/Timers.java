package org.patientjourney.workflows.run;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** Timers of a run. */
final class Timers {
  private Timers() {}

  /**
   * @param summary what is waited for, as the Temporal UI shows it
   */
  static Promise<Void> start(Duration delay, String summary) {
    return Workflow.newTimer(delay, TimerOptions.newBuilder().setSummary(summary).build());
  }

  /**
   * Waits until the timer fires or what is wanted has come. A timer in a scope of its own, because
   * a wait with a time-out never cancels its timer. A cancelled one counts as handled: Temporal
   * logs a failure that is not, when a worker stops.
   */
  static void awaitAtMost(Supplier<Promise<Void>> timer, Supplier<Boolean> wanted) {
    CompletablePromise<Void> over = Workflow.newPromise();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> timer.get().handle((fired, cancelled) -> over.complete(null)));
    scope.run();
    Workflow.await(() -> over.isCompleted() || wanted.get());
    scope.cancel();
  }
}
