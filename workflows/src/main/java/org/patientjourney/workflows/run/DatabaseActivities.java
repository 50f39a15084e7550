package org.patientjourney.workflows.run;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Function;

/**
 * Short activities that need PostgreSQL alone. The worker runs them within the workflow task; when
 * that fails a few times they become ordinary activities, whose retries add nothing to the history:
 * an outage of PostgreSQL costs a run three events, however long it lasts.
 */
public final class DatabaseActivities<A> {
  private static final LocalActivityOptions LOCAL =
      LocalActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(5))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(100))
                  .setMaximumAttempts(3)
                  .build())
          .setDoNotIncludeArgumentsIntoMarker(true)
          .build();

  private static final ActivityOptions ORDINARY =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(20))
          .setRetryOptions(
              RetryOptions.newBuilder().setMaximumInterval(Duration.ofSeconds(30)).build())
          .build();

  private final A local;
  private final A ordinary;

  public DatabaseActivities(Class<A> type) {
    local = Workflow.newLocalActivityStub(type, LOCAL);
    ordinary = Workflow.newActivityStub(type, ORDINARY);
  }

  /** Both kinds may be tried, so the activity must be safe to repeat. */
  public <T> T call(Function<A, T> activity) {
    try {
      return activity.apply(local);
    } catch (ActivityFailure failure) {
      return activity.apply(ordinary);
    }
  }
}
