package org.patientjourney.workflows.run;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** Activities that call the provider. */
public final class ProviderCalls {
  /** Its rate is limited as a whole. */
  public static final String TASK_QUEUE = "patient-journey-provider";

  /** Calls that wait their turn: Temporal's default, the third of five. */
  public static final Priority IN_TURN = Priority.getDefaultInstance();

  /** Calls that overtake those, while thousands of follow-ups are due. */
  public static final Priority URGENT = Priority.newBuilder().setPriorityKey(1).build();

  /** What an activity needs beside its calls, for statements in PostgreSQL. */
  static final Duration OWN_STATEMENTS = Duration.ofSeconds(15);

  private ProviderCalls() {}

  /**
   * One that is lost is noticed as soon as its calls must be over.
   *
   * @param calls that one attempt makes at most
   */
  public static <A> A activities(
      Class<A> type,
      JourneyPolicy policy,
      Priority priority,
      int calls,
      int attempts,
      Duration longestRetry,
      String summary) {
    return Workflow.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setTaskQueue(TASK_QUEUE)
            .setPriority(priority)
            .setStartToCloseTimeout(policy.providerCall().multipliedBy(calls).plus(OWN_STATEMENTS))
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setMaximumInterval(longestRetry)
                    .setMaximumAttempts(attempts)
                    .build())
            .setSummary(summary)
            .build());
  }
}
