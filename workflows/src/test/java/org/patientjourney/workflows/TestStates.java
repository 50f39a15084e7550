package org.patientjourney.workflows;

import java.time.Duration;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InvitePhase;
import org.patientjourney.workflows.meeting.ResendPhase;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** Journeys that have come some way, two hours after their order. */
public final class TestStates {
  public static final Moment NOW = at(Duration.ofHours(2));
  public static final PatientExamId SECOND_PATIENT_EXAM = new PatientExamId("601777");

  private TestStates() {}

  public static Moment at(Duration sinceOrder) {
    return new Moment(TestJourneys.ORDERED_AT.plus(sinceOrder), JourneyPolicy.STANDARD);
  }

  public static JourneyState merged(JourneyState state, Fact... facts) {
    JourneyState merged = state;
    for (Fact fact : facts) {
      merged = Phases.RULES.merge(merged, fact, NOW).state();
    }
    return merged;
  }

  public static JourneyState invited(JourneyTerms terms) {
    return merged(
        JourneyState.atStart(terms),
        InviteAnswer.sent(1, TestJourneys.ORDERED_AT, TestJourneys.PATIENT_EXAM));
  }

  public static JourneyState settled(Change change) {
    return Phases.RULES.settle(change, NOW).state();
  }

  public static JourneyState deadlinePassed(JourneyState state, Duration sinceOrder) {
    return Phases.RULES.deadlinePassed(state, at(sinceOrder)).state();
  }

  /** With an answer to the resend that is to be made. */
  public static JourneyState resent(JourneyState state, Resend.Status status) {
    Resend resend = ResendPhase.requested(state).orElseThrow().answered(status, NOW.now());
    return settled(ResendPhase.resent(state, resend, NOW));
  }

  /** Missed, nothing resent, and invited anew by a person: the second attempt is to be sent. */
  public static JourneyState reInvited(JourneyTerms terms) {
    JourneyState missed = merged(invited(terms), TestJourneys.event(ExamStatus.MISSED));
    return merged(resent(missed, Resend.Status.REFUSED), reInvite());
  }

  public static JourneyState invitedTwice(JourneyTerms terms) {
    return merged(
        InvitePhase.sending(reInvited(terms), NOW).state(),
        InviteAnswer.sent(2, NOW.now(), SECOND_PATIENT_EXAM));
  }

  /** Asked to cancel; the provider has not answered. */
  public static JourneyState cancelRequested(JourneyState state) {
    return merged(state, new Cancel(TestJourneys.origin("cancel")));
  }

  /** Closed, because the provider agreed to cancel. */
  public static JourneyState cancelled() {
    JourneyState state = cancelRequested(invited(TestJourneys.sender()));
    return accepted(state.withAttempt(state.attempt(1).with(InviteStatus.CANCELLED)));
  }

  /** Closed, because the exam was missed before the provider could cancel it. */
  public static JourneyState cancelledAsMissed() {
    return accepted(cancelRequested(invited(TestJourneys.sender())));
  }

  /** Not cancelled, because the provider has a decision, which no event has brought. */
  public static JourneyState cancelRefused(JourneyState state, ExamStatus decided) {
    return cancelRequested(state).withCancellation(Cancellation.refused(NOW.now(), decided, false));
  }

  public static JourneyState reopened(JourneyState closed) {
    return Phases.RULES.reopened(closed, NOW);
  }

  public static ReInvite reInvite() {
    return new ReInvite(TestJourneys.origin("re-invite"));
  }

  private static JourneyState accepted(JourneyState state) {
    return state
        .withCancellation(Cancellation.accepted(NOW.now()))
        .close(Closure.Outcome.CANCELLED, NOW)
        .state();
  }
}
