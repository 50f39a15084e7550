package org.patientjourney.workflows.meeting;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.DatabaseActivities;
import org.patientjourney.workflows.journey.JourneyLoop;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.PatientJourney;
import org.patientjourney.workflows.order.MeetingId;

/**
 * The invite: the leader of the meeting sends it, the other members wait for the answer. The step
 * is done when the provider has the invite, however that became known, or shall not get it.
 */
public final class InviteStep {
  private final JourneyLoop loop;
  private final DatabaseActivities<InviteActivities> preparing =
      new DatabaseActivities<>(InviteActivities.class);

  /**
   * Safe to repeat although the provider has no idempotency key (contract 4.2): whoever finds the
   * attempt started does not call. What fails before the start is so tried again.
   */
  private final InviteActivities sending =
      Workflow.newActivityStub(
          InviteActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(PatientJourney.PROVIDER_TASK_QUEUE)
              .setStartToCloseTimeout(Duration.ofSeconds(90))
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setMaximumInterval(Duration.ofSeconds(30))
                      .setMaximumAttempts(60)
                      .build())
              .setSummary("exam_invite, called once for each attempt")
              .build());

  public InviteStep(JourneyLoop loop) {
    this.loop = loop;
  }

  public void run() {
    while (!loop.state().isInviteDone() && !loop.isOver()) {
      if (loop.state().mustSend()) {
        send();
      } else {
        awaitAnswer();
      }
    }
  }

  private void send() {
    MeetingId meeting = loop.state().terms().meetingId();
    int attempt = loop.state().attemptToSend();
    if (!preparing.call(invites -> invites.prepareInvite(meeting, attempt))) {
      loop.record(alreadyExists(loop.state()));
      return;
    }
    if (loop.state().facets().invite() == InviteStatus.NOT_SENT) {
      loop.record(loop.state().sending(loop.moment()));
    }
    try {
      SendOutcome outcome = sending.sendInvite(meeting, attempt, loop.state().terms().journeyId());
      if (outcome instanceof SendOutcome.RetryLater later) {
        loop.awaitRetry(
            later.delay(),
            "the provider could not be reached: try the same attempt again",
            JourneyState::isInviteDone);
      } else if (outcome instanceof SendOutcome.Answered answered) {
        loop.mergeAnswer(answered.answer());
      }
    } catch (ActivityFailure failure) {
      askOperator(attempt);
    }
  }

  /** Half an hour of failures: nobody knows whether the provider has it, so a person looks. */
  private void askOperator(int attempt) {
    Instant startedAt = loop.state().attempt(attempt).startedAt();
    loop.mergeAnswer(InviteAnswer.unknown(attempt, startedAt));
    loop.record(Change.of(loop.state()).askingAboutInvite(attempt, loop.moment()));
  }

  private void awaitAnswer() {
    boolean answered =
        loop.awaitUntil(
            state -> state.deadline(loop.moment().policy()),
            "answer to the invite",
            state -> state.isInviteDone() || state.mustSend() || loop.isOver());
    if (!answered) {
      loop.record(loop.state().deadlinePassed(loop.moment()));
    }
  }

  /** An earlier attempt turned out to exist: nothing is sent, and a person still has to look. */
  private Change alreadyExists(JourneyState state) {
    return Change.of(state.withFacets(state.facets().withInvite(InviteStatus.UNKNOWN)))
        .recording(JournalEntry.of(JournalKind.INVITE_EXISTS, loop.moment()))
        .askingAboutInvite(state.lastAttempt(), loop.moment());
  }
}
