package org.patientjourney.bench.comparison;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Invites, waits for the decision at most as long as the link lives, copies the PDF, closes. */
public final class VisitImpl implements Visit {
  private static final Duration LINK_LIFETIME = Duration.ofDays(30);

  private final VisitActivities invite = activities(1);
  private final VisitActivities activities = activities(0);
  private @Nullable VisitDecision decision;

  @Override
  public void run(String visitId) {
    invite.sendInvite(visitId);
    Workflow.await(LINK_LIFETIME, () -> decision != null);
    VisitDecision known = decision;
    if (known == null) {
      activities.recordDecision(visitId, "EXPIRED");
      return;
    }
    activities.copyPdf(visitId, known.examUrl());
    activities.recordDecision(visitId, known.status());
  }

  @Override
  public void decided(VisitDecision decision) {
    this.decision = decision;
  }

  private static VisitActivities activities(int attempts) {
    return Workflow.newActivityStub(
        VisitActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(attempts).build())
            .build());
  }
}
