package org.patientjourney.workflows.run;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.JourneyId;

/** The release of paused calls to the provider, as a run waits for it. */
final class CallRelease {
  /**
   * Between looks whether a pause is over; the first ones come sooner. A look costs one small
   * statement, and no event of the history.
   */
  private static final Duration LOOK = Duration.ofMinutes(2);

  private final JourneyId journey;
  private final Duration patience;
  private @Nullable Promise<Void> release;
  private boolean isAwaited;

  /**
   * @param patience of one look
   */
  CallRelease(JourneyId journey, Duration patience) {
    this.journey = journey;
    this.patience = patience;
  }

  /** Whether an activity made no call because calls are paused. */
  static boolean isWantedBy(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause
        && PauseActivities.CALLS_PAUSED.equals(cause.getType());
  }

  /** Fails as an activity does that calls the provider, when calls are paused now. */
  void require() {
    pauses("whether calls to the provider are paused", PauseActivities.CALLS_PAUSED)
        .awaitRelease(journey);
  }

  /** One that is asked for already is not asked for again: no wait cancels it when it ends. */
  void beginWait() {
    if (release == null || release.isCompleted()) {
      release =
          Async.procedure(
              pauses("calls to the provider are paused: waits for the release")::awaitRelease,
              journey);
    }
    isAwaited = true;
  }

  void endWait() {
    isAwaited = false;
  }

  /** False outside of a wait. */
  boolean hasCome() {
    return isAwaited && release != null && release.isCompleted();
  }

  private PauseActivities pauses(String summary, String... finalFailures) {
    return Workflow.newActivityStub(
        PauseActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(patience)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setMaximumInterval(LOOK)
                    .setDoNotRetry(finalFailures)
                    .build())
            .setSummary(summary)
            .build());
  }
}
