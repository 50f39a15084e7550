package org.patientjourney.workflows.journey;

import java.time.Duration;
import org.patientjourney.workflows.command.Cancel;
import org.patientjourney.workflows.command.ReInvite;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.ResendStatus;
import org.patientjourney.workflows.meeting.InviteAnswer;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** Journeys that have come some way, two hours after their order. */
final class TestStates {
  static final Moment NOW = at(Duration.ofHours(2));
  static final PatientExamId SECOND_PATIENT_EXAM = new PatientExamId("601777");

  private TestStates() {}

  static Moment at(Duration sinceOrder) {
    return new Moment(TestJourneys.ORDERED_AT.plus(sinceOrder), JourneyPolicy.STANDARD);
  }

  static JourneyState told(JourneyState state, Fact... facts) {
    JourneyState told = state;
    for (Fact fact : facts) {
      told = told.merge(fact, NOW).state();
    }
    return told;
  }

  static JourneyState invited(JourneyTerms terms) {
    return told(
        JourneyState.atStart(terms),
        InviteAnswer.sent(1, TestJourneys.ORDERED_AT, TestJourneys.PATIENT_EXAM));
  }

  /** With an answer to the resend that is to be made. */
  static JourneyState resent(JourneyState state, ResendStatus status) {
    return state
        .resent(state.resendToMake().orElseThrow().answered(status, NOW.now()), NOW)
        .state();
  }

  /** Missed, nothing resent, and invited anew by a person: the second attempt is to be sent. */
  static JourneyState reInvited(JourneyTerms terms) {
    JourneyState missed = told(invited(terms), TestJourneys.event(ExamStatus.MISSED));
    return told(resent(missed, ResendStatus.REFUSED), reInvite());
  }

  static JourneyState invitedTwice(JourneyTerms terms) {
    return told(
        reInvited(terms).sending(NOW).state(),
        InviteAnswer.sent(2, NOW.now(), SECOND_PATIENT_EXAM));
  }

  /** Asked to cancel; the provider has not answered. */
  static JourneyState cancelRequested(JourneyState state) {
    return told(state, new Cancel(TestJourneys.origin("cancel")));
  }

  /** Closed, because the provider agreed to cancel. */
  static JourneyState cancelled() {
    JourneyState state = cancelRequested(invited(TestJourneys.leader()));
    return accepted(state.withAttempt(state.attempt(1).cancelled()));
  }

  /** Closed, because the exam was missed before the provider could cancel it. */
  static JourneyState cancelledAsMissed() {
    return accepted(cancelRequested(invited(TestJourneys.leader())));
  }

  /** Not cancelled, because the provider has a decision, which no event has brought. */
  static JourneyState cancelRefused(JourneyState state, ExamStatus decided) {
    return cancelRequested(state).withCancellation(Cancellation.refused(NOW.now(), decided, false));
  }

  static JourneyState reopened(JourneyState closed) {
    return closed.reopened().settle(NOW).state();
  }

  static ReInvite reInvite() {
    return new ReInvite(TestJourneys.origin("re-invite"));
  }

  private static JourneyState accepted(JourneyState state) {
    return state
        .withCancellation(Cancellation.accepted(NOW.now()))
        .close(Closure.Outcome.CANCELLED, NOW)
        .state();
  }
}
