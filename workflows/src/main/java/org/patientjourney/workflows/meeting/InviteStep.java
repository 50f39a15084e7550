package org.patientjourney.workflows.meeting;

import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.time.Instant;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.run.JourneyRun;
import org.patientjourney.workflows.run.ProviderCalls;

/** Sends the invite, or waits for the answer that another journey of the meeting gets. */
public record InviteStep(JourneyRun journey) {
  private static final Phase INVITE = new InvitePhase();

  public void run() {
    while (journey.isIn(INVITE)) {
      if (InvitePhase.mustSend(journey.state())) {
        send();
      } else if (InvitePhase.isOverdue(journey.state(), journey.moment())) {
        journey.passDeadlineUnlessPaused(INVITE);
      } else {
        journey.await(
            INVITE,
            state -> InvitePhase.mustSend(state) || InvitePhase.isOverdue(state, journey.moment()));
      }
    }
  }

  private void send() {
    MeetingId meeting = journey.state().terms().meetingId();
    int attempt = journey.state().attemptToSend();
    if (journey.state().invite() == InviteStatus.NOT_SENT) {
      journey.record(InvitePhase.sending(journey.state(), journey.moment()));
    }
    try {
      JourneyId asker = journey.state().terms().journeyId();
      journey
          .callProvider(INVITE, () -> sending().sendInvite(meeting, attempt, asker))
          .ifPresent(outcome -> answered(outcome, attempt));
    } catch (ActivityFailure failure) {
      askOperator(attempt);
    }
  }

  private void answered(SendOutcome outcome, int attempt) {
    if (outcome instanceof SendOutcome.RetryLater later) {
      journey.awaitRetry(
          INVITE, later.delay(), "provider unreachable: the invite is tried again on");
    } else if (outcome instanceof SendOutcome.Answered answered) {
      journey.mergeAnswer(answered.answer());
    } else {
      journey.record(InvitePhase.alreadyExists(journey.state(), attempt, journey.moment()));
    }
  }

  /** After half an hour of failures the provider may have the invite or not: a person looks. */
  private void askOperator(int attempt) {
    Instant startedAt = journey.state().attempt(attempt).startedAt();
    journey.mergeAnswer(InviteAnswer.unknown(attempt, startedAt));
    journey.record(
        Change.of(journey.state())
            .asking(HoldReason.INVITE_UNKNOWN, "attempt-" + attempt, journey.moment()));
  }

  /**
   * Safe to repeat although the provider has no idempotency key: an attempt that was started is not
   * called again.
   */
  private InviteActivities sending() {
    return ProviderCalls.activities(
        InviteActivities.class,
        journey.moment().policy(),
        ProviderCalls.IN_TURN,
        1,
        60,
        Duration.ofSeconds(30),
        "exam_invite, called once per attempt");
  }
}
