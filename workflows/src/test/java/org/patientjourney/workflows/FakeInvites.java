package org.patientjourney.workflows;

import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** A provider that answers as the story wants; without a script every invite is sent. */
public final class FakeInvites implements InviteActivities {
  private final InstantSource clock;
  private final FakePauses pauses;
  private final Deque<SendOutcome> script = new ArrayDeque<>();
  private final Deque<Resend.Status> resendScript = new ArrayDeque<>();
  private final Deque<CancelOutcome> cancelScript = new ArrayDeque<>();
  private final List<Integer> sent = new ArrayList<>();
  private final List<String> resent = new ArrayList<>();
  private int cancelled;
  private boolean earlierAttemptExists;
  private boolean failing;
  private boolean unreachable;

  public FakeInvites(InstantSource clock, FakePauses pauses) {
    this.clock = clock;
    this.pauses = pauses;
  }

  public synchronized void answers(SendOutcome outcome) {
    script.add(outcome);
  }

  public synchronized void answers(InviteAnswer answer) {
    script.add(new SendOutcome.Answered(answer));
  }

  public synchronized void earlierAttemptExists() {
    earlierAttemptExists = true;
  }

  public synchronized void fails() {
    failing = true;
  }

  public synchronized void recovers() {
    failing = false;
  }

  /** Nothing reaches the provider. */
  public synchronized void unreachable(boolean newUnreachable) {
    unreachable = newUnreachable;
  }

  /** The attempts that were sent, in order. */
  public synchronized List<Integer> sent() {
    return List.copyOf(sent);
  }

  @Override
  public synchronized SendOutcome sendInvite(MeetingId meeting, int attempt, JourneyId journey) {
    if (earlierAttemptExists) {
      return new SendOutcome.EarlierExists();
    }
    pauses.requireNone();
    sent.add(attempt);
    if (failing) {
      throw new IllegalStateException("the worker died here");
    }
    SendOutcome scripted = script.poll();
    return scripted == null
        ? new SendOutcome.Answered(
            InviteAnswer.sent(attempt, clock.instant(), TestJourneys.PATIENT_EXAM))
        : scripted;
  }

  public synchronized void answersResend(Resend.Status... statuses) {
    resendScript.addAll(List.of(statuses));
  }

  public synchronized void answersCancel(CancelOutcome... outcomes) {
    cancelScript.addAll(List.of(outcomes));
  }

  /** The intents for which the link was sent again, in order. */
  public synchronized List<String> resent() {
    return List.copyOf(resent);
  }

  /** How often the provider was asked to cancel. */
  public synchronized int cancelled() {
    return cancelled;
  }

  @Override
  public synchronized Resend.Status resendInvite(
      MeetingId meeting, Resend resend, JourneyId journey) {
    pauses.requireNone();
    if (unreachable) {
      throw ApplicationFailure.newFailure("unreachable", InviteActivities.NOT_SENT);
    }
    resent.add(resend.intent());
    Resend.Status scripted = resendScript.poll();
    return scripted == null ? Resend.Status.SENT : scripted;
  }

  @Override
  public synchronized CancelOutcome cancelInvite(MeetingId meeting, JourneyId journey) {
    pauses.requireNone();
    cancelled++;
    CancelOutcome scripted = cancelScript.poll();
    return scripted == null ? new CancelOutcome.Cancelled(null) : scripted;
  }
}
