package org.patientjourney.workflows.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.followup.FollowUpPhase;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.meeting.CancellationPhase;
import org.patientjourney.workflows.meeting.InvitePhase;
import org.patientjourney.workflows.meeting.PreFillPhase;
import org.patientjourney.workflows.meeting.ResendPhase;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * One journey's line at random: the predicates are the real ones, the order of the steps is that of
 * {@link PatientJourneyImpl}, and facts and answers are random.
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

  /** What the line did without any effect: it would repeat it for ever. */
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
    for (int round = 0; !Phases.RULES.isOver(state); round++) {
      JourneyState before = state;
      if (!acts(Phases.RULES.current(state).orElse(null))) {
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

  /** Whether the phase does something; else its step waits. */
  private boolean acts(@Nullable Phase phase) {
    if (phase instanceof CancellationPhase) {
      return cancel();
    } else if (phase instanceof FollowUpPhase) {
      return check();
    } else if (phase instanceof InvitePhase) {
      return InvitePhase.mustSend(state) && send();
    } else if (phase instanceof PreFillPhase) {
      return preFill();
    }
    return phase instanceof ResendPhase && resend();
  }

  private boolean check() {
    if (now.isBefore(state.terms().startsAt()) || state.hasHold(HoldReason.FOLLOW_UP_BLOCKED)) {
      return false;
    }
    return act("check", FollowUpPhase.checked(state, answers.toCheck(), moment()));
  }

  private boolean preFill() {
    return act(
        "pre-fill",
        PreFillPhase.preFilled(state, state.lastAttempt(), answers.toPreFill(), moment()));
  }

  private boolean send() {
    sendings.add(state);
    int attempt = state.attemptToSend();
    if (state.invite() == InviteStatus.NOT_SENT) {
      act("sending", InvitePhase.sending(state, moment()));
    }
    return answers
        .toInvite(state, attempt, now)
        .map(
            answer ->
                act("answered " + answer.status(), Phases.RULES.merge(state, answer, moment())))
        .orElse(false);
  }

  private boolean cancel() {
    if (CancellationPhase.mustCancel(state)) {
      return act("cancel", CancellationPhase.answered(state, answers.toCancel(state), moment()));
    }
    if (CancellationPhase.isWithdrawn(state)) {
      return act("withdraw", CancellationPhase.withdrawn(state, moment()));
    }
    Attempt over = CancellationPhase.superfluousAttempt(state).orElseThrow();
    return act(
        "supersede", CancellationPhase.superfluous(state, over, answers.toSupersede(), moment()));
  }

  private boolean resend() {
    Resend answered = ResendPhase.requested(state).orElseThrow().answered(answers.toResend(), now);
    return act("resend " + answered.status(), ResendPhase.resent(state, answered, moment()));
  }

  /** Something becomes known, or the deadline passes, while the line waits or after it ended. */
  private void happen() {
    now = now.plus(Duration.ofMinutes(1));
    if (facts.isTimeToPass()) {
      passDeadline();
      return;
    }
    facts.next(state, now).filter(this::reaches).ifPresent(this::merge);
  }

  private void passDeadline() {
    Instant due = Phases.RULES.deadline(state, JourneyPolicy.STANDARD);
    if (due != null) {
      now = due.isAfter(now) ? due : now;
      // A follow-up's day is no change by itself: its step looks at it next.
      if (state.facets().invite() != InviteStatus.NOT_DUE
          || !due.equals(state.terms().startsAt())) {
        act("deadline", Phases.RULES.deadlinePassed(state, moment()));
      }
    }
  }

  private boolean reaches(Fact fact) {
    return !state.isClosed() || Phases.RULES.isReopenedBy(state, fact, moment());
  }

  private void merge(Fact fact) {
    if (state.isClosed()) {
      path.add("reopened");
      state = Phases.RULES.reopened(state, moment());
    }
    path.add(fact.key(state));
    state = Phases.RULES.merge(state, fact, moment()).state();
  }

  private boolean act(String what, Change change) {
    path.add(what);
    JourneyState next = Phases.RULES.settle(change, moment()).state();
    if (next.equals(state)) {
      idleActs.add(what);
    }
    state = next;
    return true;
  }

  private Moment moment() {
    return new Moment(now, JourneyPolicy.STANDARD);
  }

  @Override
  public String toString() {
    return String.join(", ", path) + " => " + state;
  }
}
