package org.patientjourney.workflows.meeting;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.fact.ResendStatus;
import org.patientjourney.workflows.journey.JourneyLoop;
import org.patientjourney.workflows.line.PatientJourney;

/** Sends the link again when that was asked for: by a reminder, a missed exam, or a person. */
public final class ResendStep {
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final JourneyLoop loop;
  private final InviteActivities resending =
      Workflow.newActivityStub(
          InviteActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(PatientJourney.PROVIDER_TASK_QUEUE)
              .setStartToCloseTimeout(Duration.ofSeconds(90))
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setMaximumInterval(Duration.ofSeconds(30))
                      .setMaximumAttempts(10)
                      .build())
              .setSummary("exam_invite_resend, called once for each intent")
              .build());

  public ResendStep(JourneyLoop loop) {
    this.loop = loop;
  }

  public void run() {
    Optional<Resend> requested = loop.state().resendToMake();
    if (requested.isEmpty()) {
      return;
    }
    Resend resend = requested.get();
    Instant now = loop.moment().now();
    Instant from = loop.state().resendFrom(resend, loop.moment());
    if (from.isAfter(now)) {
      awaitRetry(Duration.between(now, from), "send hours begin");
      return;
    }
    ResendStatus status = send(resend);
    if (status == ResendStatus.REQUESTED) {
      awaitRetry(RETRY, "the provider could not be reached: resend later");
      return;
    }
    loop.record(loop.state().resent(resend.answered(status, loop.moment().now()), loop.moment()));
  }

  private void awaitRetry(Duration delay, String summary) {
    loop.awaitRetry(delay, summary, state -> state.resendToMake().isEmpty());
  }

  /** Still only requested when surely nothing was sent. */
  private ResendStatus send(Resend resend) {
    try {
      return resending.resendInvite(
          loop.state().terms().meetingId(), resend, loop.state().terms().journeyId());
    } catch (ActivityFailure failure) {
      return isSurelyNotSent(failure) ? ResendStatus.REQUESTED : ResendStatus.UNKNOWN;
    }
  }

  private static boolean isSurelyNotSent(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause
        && InviteActivities.NOT_SENT.equals(cause.getType());
  }
}
