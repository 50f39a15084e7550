package org.patientjourney.workflows.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.followup.FollowUp;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.line.PatientJourneyImpl;
import org.patientjourney.workflows.meeting.Cancelling;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * One journey's line at random: the predicates are the real ones, the order of the steps is that of
 * {@link PatientJourneyImpl}, and whatever is told or answered is drawn.
 */
final class LoopWalk {
  private static final int FACTS = 14;
  private static final int ROUNDS = 40;

  private final RandomAnswers answers;
  private final RandomFacts facts;
  private final List<String> path = new ArrayList<>();
  private final List<String> idleActs = new ArrayList<>();
  private final List<JourneyState> rests = new ArrayList<>();
  private final List<JourneyState> sendings = new ArrayList<>();
  private Instant now = TestJourneys.ORDERED_AT;
  private JourneyState state;

  private LoopWalk(JourneyTerms terms, Random random) {
    answers = new RandomAnswers(random);
    facts = new RandomFacts(random);
    state = JourneyState.atStart(terms);
  }

  static LoopWalk of(JourneyTerms terms, long seed) {
    LoopWalk walk = new LoopWalk(terms, new Random(seed));
    for (int i = 0; i < FACTS && walk.idleActs.isEmpty(); i++) {
      walk.travel();
      walk.happen();
    }
    return walk;
  }

  /** What the line did without any effect: it would do so for ever. */
  List<String> idleActs() {
    return idleActs;
  }

  /** The open states in which the line waited. */
  List<JourneyState> rests() {
    return rests;
  }

  /** The states in which the provider was asked to invite. */
  List<JourneyState> sendings() {
    return sendings;
  }

  /** Until the line waits or is over. */
  private void travel() {
    for (int round = 0; !isOver(); round++) {
      JourneyState before = state;
      boolean waits = !due() || !invite();
      if (!waits) {
        preFill();
        cancel();
        resend();
        waits = !isOver() && !hasErrand();
      }
      if (waits) {
        rests.add(state);
        return;
      }
      if (before.equals(state) || round > ROUNDS) {
        idleActs.add("round");
        return;
      }
    }
    if (!state.isClosed()) {
      act("close", state.close(state.settledOutcome(), moment()));
    }
  }

  /** Whether a follow-up's day has come and nothing stands in its way. */
  private boolean due() {
    while (state.facets().invite() == InviteStatus.NOT_DUE && !state.isClosed()) {
      if (now.isBefore(state.terms().startsAt()) || state.hasHold(HoldReason.FOLLOW_UP_BLOCKED)) {
        return false;
      }
      act("check", FollowUp.checked(state, answers.toCheck(), moment()));
    }
    return true;
  }

  private void preFill() {
    state
        .attemptToPreFill()
        .ifPresent(
            attempt -> act("pre-fill", state.preFilled(attempt, answers.toPreFill(), moment())));
  }

  /** Whether the step is done; else an answer, or the time of the next try, is awaited. */
  private boolean invite() {
    while (!state.isInviteDone() && !isOver()) {
      if (!state.mustSend() || !send()) {
        return false;
      }
    }
    return true;
  }

  private boolean send() {
    sendings.add(state);
    int attempt = state.attemptToSend();
    if (state.facets().invite() == InviteStatus.NOT_SENT) {
      act("sending", state.sending(moment()));
    }
    return answers
        .toInvite(state, attempt, now)
        .map(
            answer -> {
              act("answered " + answer.status(), state.merge(answer, moment()));
              return true;
            })
        .orElse(false);
  }

  private void cancel() {
    if (state.mustCancel()) {
      act("cancel", Cancelling.answered(state, answers.toCancel(state), moment()));
    }
    state
        .superfluousAttempt()
        .ifPresent(
            over ->
                act(
                    "take back",
                    Cancelling.superfluous(state, over, answers.toTakeBack(), moment())));
    if (state.isWithdrawn()) {
      act("withdraw", Cancelling.withdrawn(Change.of(state), moment()));
    }
  }

  private void resend() {
    state
        .resendToMake()
        .ifPresent(
            asked -> {
              Resend answered = asked.answered(answers.toResend(), now);
              act("resend " + answered.status(), state.resent(answered, moment()));
            });
  }

  /** Something becomes known, or the deadline passes, while the line waits or after it ended. */
  private void happen() {
    now = now.plus(Duration.ofMinutes(1));
    if (facts.isTimeToPass()) {
      passDeadline();
      return;
    }
    facts.next(state, now).filter(this::reaches).ifPresent(this::tell);
  }

  private void passDeadline() {
    Instant due = state.deadline(JourneyPolicy.STANDARD);
    if (due != null) {
      now = due.isAfter(now) ? due : now;
      // A follow-up's day is no change by itself: its step looks at it next.
      if (state.facets().invite() != InviteStatus.NOT_DUE
          || !due.equals(state.terms().startsAt())) {
        act("deadline", state.deadlinePassed(moment()));
      }
    }
  }

  private boolean reaches(Fact fact) {
    return !state.isClosed() || state.isReopenedBy(fact, moment());
  }

  private void tell(Fact fact) {
    if (state.isClosed()) {
      path.add("reopened");
      state = state.reopened().settle(moment()).state();
    }
    path.add(fact.key(state));
    state = state.merge(fact, moment()).state();
  }

  private void act(String what, Change change) {
    path.add(what);
    if (change.state().equals(state)) {
      idleActs.add(what);
    }
    state = change.state();
  }

  private boolean isOver() {
    return state.isClosed() || (state.isSettled() && state.superfluousAttempt().isEmpty());
  }

  private boolean hasErrand() {
    return state.mustSend()
        || state.mustCancel()
        || state.isWithdrawn()
        || state.resendToMake().isPresent()
        || state.attemptToPreFill().isPresent()
        || state.superfluousAttempt().isPresent();
  }

  private Moment moment() {
    return new Moment(now, JourneyPolicy.STANDARD);
  }

  @Override
  public String toString() {
    return String.join(", ", path) + " => " + state;
  }
}
