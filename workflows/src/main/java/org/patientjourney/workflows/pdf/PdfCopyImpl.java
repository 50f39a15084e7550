package org.patientjourney.workflows.pdf;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tries, and waits as long as the record says. Every link expires, so every run ends. */
public final class PdfCopyImpl implements PdfCopy {
  private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final PdfCopyActivities activities =
      Workflow.newActivityStub(
          PdfCopyActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(LONGEST_TRY)
              .setRetryOptions(RetryOptions.newBuilder().setMaximumInterval(LONGEST_RETRY).build())
              .build());
  private boolean hasFreshLink;

  /** A link offered while the last try is stored is still fetched before the run ends. */
  @Override
  public void run(PdfCopyId copy) {
    @Nullable Duration pause;
    do {
      hasFreshLink = false;
      pause = activities.tryToCopy(copy).nextTryIn();
      if (pause != null) {
        awaitFreshLink(pause);
      }
    } while (pause != null || hasFreshLink);
  }

  @Override
  public void freshLink() {
    hasFreshLink = true;
  }

  /**
   * A timer in a scope of its own, because a wait with a time-out never cancels its timer. A
   * cancelled one counts as handled: Temporal logs a failure that is not, when a worker stops.
   */
  private void awaitFreshLink(Duration atMost) {
    CompletablePromise<Void> rung = Workflow.newPromise();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                Workflow.newTimer(
                        atMost,
                        TimerOptions.newBuilder().setSummary("next try to copy the PDF").build())
                    .handle((rang, cancelled) -> rung.complete(null)));
    scope.run();
    Workflow.await(() -> rung.isCompleted() || hasFreshLink);
    scope.cancel();
  }
}
