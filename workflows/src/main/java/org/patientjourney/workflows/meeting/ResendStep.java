package org.patientjourney.workflows.meeting;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.run.JourneyRun;
import org.patientjourney.workflows.run.ProviderCalls;

/** Asks the provider to send the link again; a reaction within any wait. */
public record ResendStep(JourneyRun journey) {
  private static final Phase RESEND = new ResendPhase();
  private static final Duration RETRY = Duration.ofMinutes(10);

  public void run() {
    ResendPhase.requested(journey.state()).ifPresent(this::send);
  }

  private void send(Resend resend) {
    Instant now = journey.moment().now();
    Instant from = ResendPhase.from(resend, journey.state(), journey.moment());
    if (from.isAfter(now)) {
      journey.awaitRetry(
          RESEND, Duration.between(now, from), "the link is sent again within send hours on");
      return;
    }
    call(resend).ifPresent(status -> called(resend, status));
  }

  private void called(Resend resend, Resend.Status status) {
    if (status == Resend.Status.REQUESTED) {
      journey.awaitRetry(RESEND, RETRY, "provider unreachable: the resend is tried again on");
      return;
    }
    Resend answered = resend.answered(status, journey.moment().now());
    journey.record(ResendPhase.resent(journey.state(), answered, journey.moment()));
  }

  /** Stays requested when the request certainly did not reach the provider; empty after a pause. */
  private Optional<Resend.Status> call(Resend resend) {
    JourneyTerms terms = journey.state().terms();
    try {
      return journey.callProvider(
          RESEND, () -> resending().resendInvite(terms.meetingId(), resend, terms.journeyId()));
    } catch (ActivityFailure failure) {
      return Optional.of(
          isSurelyNotSent(failure) ? Resend.Status.REQUESTED : Resend.Status.UNKNOWN);
    }
  }

  private static boolean isSurelyNotSent(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause
        && InviteActivities.NOT_SENT.equals(cause.getType());
  }

  private InviteActivities resending() {
    return ProviderCalls.activities(
        InviteActivities.class,
        journey.moment().policy(),
        ProviderCalls.IN_TURN,
        1,
        10,
        Duration.ofSeconds(30),
        "exam_invite_resend, called once per request");
  }
}
