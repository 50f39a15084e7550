package org.patientjourney.workflows.meeting;

import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.run.JourneyRun;
import org.patientjourney.workflows.run.ProviderCalls;

/** Asks the provider to cancel; a reaction within any wait. */
public record CancelStep(JourneyRun journey) {
  private static final Phase CANCELLATION = new CancellationPhase();

  public void run() {
    if (CancellationPhase.mustCancel(journey.state())) {
      cancel()
          .ifPresent(
              outcome ->
                  journey.record(
                      CancellationPhase.answered(journey.state(), outcome, journey.moment())));
    }
    Optional<Attempt> superfluous = CancellationPhase.superfluousAttempt(journey.state());
    if (superfluous.isPresent()) {
      cancel()
          .ifPresent(
              outcome ->
                  journey.record(
                      CancellationPhase.superfluous(
                          journey.state(), superfluous.get(), outcome, journey.moment())));
    }
    if (CancellationPhase.isWithdrawn(journey.state())) {
      journey.record(CancellationPhase.withdrawn(journey.state(), journey.moment()));
    }
  }

  /** Empty after a pause: what is to be done may have changed. */
  private Optional<CancelOutcome> cancel() {
    JourneyTerms terms = journey.state().terms();
    try {
      return journey.callProvider(
          CANCELLATION, () -> cancelling().cancelInvite(terms.meetingId(), terms.journeyId()));
    } catch (ActivityFailure failure) {
      return Optional.of(new CancelOutcome.Refused());
    }
  }

  private InviteActivities cancelling() {
    return ProviderCalls.activities(
        InviteActivities.class,
        journey.moment().policy(),
        ProviderCalls.URGENT,
        1,
        10,
        Duration.ofSeconds(30),
        "exam_invite_cancel");
  }
}
