package org.patientjourney.bench.comparison;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One good faith exam, written by hand with the SDK alone. */
@WorkflowInterface
public interface Visit {
  @WorkflowMethod
  void run(String visitId);

  @SignalMethod
  void decided(Decision decision);

  /**
   * What the provider's event says.
   *
   * @param examUrl of the signed PDF
   */
  record Decision(String status, String examUrl) {}

  /** Each writes its row. */
  @ActivityInterface
  interface Activities {
    /** Calls the provider once; a second call would make a second invite. */
    void sendInvite(String visitId);

    void copyPdf(String visitId, String examUrl);

    void recordDecision(String visitId, String status);
  }

  /** Invites, waits for the decision at most as long as the link lives, copies the PDF, closes. */
  final class Impl implements Visit {
    private static final Duration LINK_LIFETIME = Duration.ofDays(30);

    private final Activities invite = activities(1);
    private final Activities activities = activities(0);
    private @Nullable Decision decision;

    @Override
    public void run(String visitId) {
      invite.sendInvite(visitId);
      Workflow.await(LINK_LIFETIME, () -> decision != null);
      Decision known = decision;
      if (known == null) {
        activities.recordDecision(visitId, "EXPIRED");
        return;
      }
      activities.copyPdf(visitId, known.examUrl());
      activities.recordDecision(visitId, known.status());
    }

    @Override
    public void decided(Decision decision) {
      this.decision = decision;
    }

    private static Activities activities(int attempts) {
      return Workflow.newActivityStub(
          Activities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(30))
              .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(attempts).build())
              .build());
    }
  }
}
