package org.patientjourney.workflows.pdf;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.run.JourneyRun;

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
        Duration nextTry = pause;
        JourneyRun.awaitAtMost(
            () ->
                Workflow.newTimer(
                    nextTry,
                    TimerOptions.newBuilder().setSummary("next try to copy the PDF").build()),
            () -> hasFreshLink);
      }
    } while (pause != null || hasFreshLink);
  }

  @Override
  public void freshLink() {
    hasFreshLink = true;
  }
}
