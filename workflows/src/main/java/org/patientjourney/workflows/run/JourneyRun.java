package org.patientjourney.workflows.run;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Deadline;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Pause;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.journey.Restore;
import org.patientjourney.workflows.journey.Rules;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/**
 * One run of a journey: waits, merges, records. Signals and updates only enqueue; all state changes
 * on the workflow's main thread, and none is visible before it is recorded.
 */
public final class JourneyRun {
  /** What an activity needs beside its calls, for statements in PostgreSQL. */
  private static final Duration OWN_STATEMENTS = Duration.ofSeconds(15);

  /** In the memo of a run that goes on for another one: which revision was recorded. */
  private static final String KNOWN_REVISION = "knownRevision";

  /** Task queue of the calls to the provider: its rate is limited as a whole. */
  public static final String PROVIDER_TASK_QUEUE = "patient-journey-provider";

  /** Calls that wait their turn: Temporal's default, the third of five. */
  public static final Priority IN_TURN = Priority.getDefaultInstance();

  /** Calls that overtake those, while thousands of follow-ups are due. */
  public static final Priority URGENT = Priority.newBuilder().setPriorityKey(1).build();

  private final JourneyId journey;
  private final Rules rules;
  private final List<Reaction> reactions = new ArrayList<>();
  private final Inbox inbox = new Inbox();
  private final DatabaseActivities<JourneyActivities> activities =
      new DatabaseActivities<>(JourneyActivities.class);
  private final UnappliedDelivery unapplied = new UnappliedDelivery();
  private final TemporalUi temporalUi = new TemporalUi();
  private final CallRelease release;
  private @Nullable Long knownRevision = (Long) Workflow.getMemo(KNOWN_REVISION, Long.class);
  private boolean cancelledInTemporal;
  private @Nullable JourneyClaim claim;
  private @Nullable JourneyState state;

  private record Reaction(Phase phase, Runnable act) {}

  public JourneyRun(JourneyId journey, Rules rules) {
    this.journey = journey;
    this.rules = rules;
    this.release = new CallRelease(journey, OWN_STATEMENTS);
  }

  /**
   * Activities that call the provider, on the task queue whose rate is limited. One that is lost is
   * noticed as soon as its calls must be over.
   *
   * @param calls that one attempt makes at most
   */
  public <A> A providerActivities(
      Class<A> type,
      Priority priority,
      int calls,
      int attempts,
      Duration longestRetry,
      String summary) {
    return Workflow.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setTaskQueue(PROVIDER_TASK_QUEUE)
            .setPriority(priority)
            .setStartToCloseTimeout(
                policy().providerCall().multipliedBy(calls).plus(OWN_STATEMENTS))
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setMaximumInterval(longestRetry)
                    .setMaximumAttempts(attempts)
                    .build())
            .setSummary(summary)
            .build());
  }

  /** What is done in any wait, as soon as the phase is open. */
  public void reactTo(Phase phase, Runnable reaction) {
    reactions.add(new Reaction(phase, reaction));
  }

  public JourneyState state() {
    if (state == null) {
      throw new IllegalStateException("journey " + journey + " is starting: try again");
    }
    return state;
  }

  public Moment moment() {
    return new Moment(Instant.ofEpochMilli(Workflow.currentTimeMillis()), policy());
  }

  /**
   * Claims the journey and runs its line again and again until it is closed. In a detached scope: a
   * cancellation in Temporal is a command like any other, and the run ends as cancelled once that
   * was dealt with.
   *
   * @param cancel the command that the cancellation of a run stands for
   */
  public void run(Runnable line, Function<String, Fact> cancel) {
    Promise<String> cancellation = CancellationScope.current().getCancellationRequest();
    cancellation.thenApply(
        reason -> {
          cancelledInTemporal = true;
          enqueue(cancel.apply(Workflow.getInfo().getRunId()));
          return reason;
        });
    Workflow.newDetachedCancellationScope(() -> claimAndRun(line)).run();
    if (cancellation.isCompleted()) {
      throw new CanceledFailure("journey " + journey + " was cancelled in Temporal");
    }
  }

  private void claimAndRun(Runnable line) {
    try {
      while (!isClosedBy(line)) {
        Workflow.getLogger(JourneyRun.class).info("claims {} again", journey);
      }
    } catch (RunEnded ended) {
      Workflow.getLogger(JourneyRun.class).info("run ended: {}", ended.getMessage());
    }
  }

  /** Runs the line from a claim to its end; false when the run must claim again. */
  private boolean isClosedBy(Runnable line) {
    try {
      claim();
      do {
        line.run();
      } while (!close());
      return true;
    } catch (OutOfStep outOfStep) {
      return false;
    }
  }

  /** Facts that were not recorded are merged again: commands from here, all others by the claim. */
  private void claim() {
    inbox.restart();
    String runId = Workflow.getInfo().getRunId();
    JourneyClaim claiming = activities.call(record -> record.claim(journey, runId));
    if (claiming.ended()) {
      throw new RunEnded("journey " + journey + " was reopened for another run");
    }
    claim = claiming;
    // A run that claims has no call that waits.
    state = claiming.state().isPaused() ? claiming.state().withPause(null) : claiming.state();
    if (state().isClosed()) {
      Workflow.await(Workflow::isEveryHandlerFinished);
      throw new RunEnded("journey " + journey + " is closed");
    }
    show();
    holdIfRestored();
  }

  /** Once: what a person released stays released. */
  private void holdIfRestored() {
    if (knownRevision != null && state().revision() < knownRevision) {
      record(Restore.goOnWithout(knownRevision, state(), moment()));
    }
    knownRevision = null;
  }

  /** The line merges the fact in its next wait. */
  public void enqueue(Fact fact) {
    inbox.add(fact);
  }

  /** Returns when the command is recorded; fails when it is refused at the merge. */
  public long awaitRecorded(Fact command) {
    inbox.add(command);
    Workflow.await(() -> state != null && (isRecorded(command) || isRefused(command)));
    if (isRecorded(command)) {
      return state().revision();
    }
    String why = inbox.refusal(key(command)).orElse("the journey was closed meanwhile");
    throw ApplicationFailure.newFailure(why, "CommandRefused");
  }

  /** Accepts any command before the claim is over; it is checked again when it is merged. */
  public void validate(Fact command) {
    if (state != null && knownRevision == null && !isRecorded(command)) {
      refusalOf(command, state())
          .ifPresent(
              refusal -> {
                throw new IllegalArgumentException(refusal);
              });
    }
  }

  private String key(Fact command) {
    return command.key(state());
  }

  private boolean isRecorded(Fact command) {
    return state().hasApplied(key(command));
  }

  private boolean isRefused(Fact command) {
    return inbox.refusal(key(command)).isPresent() || state().isClosed();
  }

  private static Optional<String> refusalOf(Fact command, JourneyState current) {
    return current.isClosed() ? Optional.of("the journey is closed") : command.refusal(current);
  }

  public boolean isIn(Phase phase) {
    return rules.current(state()).filter(phase::equals).isPresent();
  }

  /** Waits until the phase is over; facts received meanwhile are merged and recorded. */
  public void await(Phase phase) {
    await(phase, state -> false);
  }

  public void await(Phase phase, Predicate<JourneyState> orUntil) {
    awaitReacting(state -> !isIn(phase) || orUntil.test(state));
  }

  private void awaitReacting(Predicate<JourneyState> wanted) {
    while (true) {
      awaitUntil(wanted, null);
      Optional<Reaction> due =
          reactions.stream().filter(reaction -> isIn(reaction.phase())).findFirst();
      if (due.isEmpty()) {
        return;
      }
      due.get().act().run();
    }
  }

  /**
   * Calls the provider; while calls are paused by command, waits instead.
   *
   * @param phase that the call is of
   * @return empty after a pause, or when a fact came during it: the step looks again
   */
  public <T> Optional<T> callProvider(Phase phase, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (ActivityFailure failure) {
      if (!CallRelease.isWantedBy(failure)) {
        throw failure;
      }
      awaitRelease(phase);
      return Optional.empty();
    }
  }

  /** A fact ends the wait too: it may have made the call needless. */
  private void awaitRelease(Phase phase) {
    record(Pause.begun(state(), moment()));
    long revision = state().revision();
    release.beginWait();
    try {
      awaitUntil(state -> !isIn(phase) || state.revision() > revision || release.hasCome(), null);
    } finally {
      release.endWait();
    }
    if (!state().isClosed()) {
      record(Pause.ended(state(), moment()));
    }
  }

  /**
   * Lets a phase's deadline pass that another journey's call would have answered, unless that call
   * is paused.
   */
  public void passDeadlineUnlessPaused(Phase phase) {
    callProvider(
            phase,
            () -> {
              release.require();
              return rules.deadlinePassed(state(), moment());
            })
        .ifPresent(this::record);
  }

  private boolean isWoken() {
    return !inbox.isEmpty() || release.hasCome();
  }

  /** Waits to call the provider again, unless the phase is over. */
  public void awaitRetry(Phase phase, Duration delay, String summary) {
    Instant retryAt = moment().now().plus(delay);
    Deadline retry = Deadline.ofWait(retryAt, summary);
    awaitUntil(state -> !isIn(phase) || !moment().now().isBefore(retryAt), retry);
  }

  /**
   * @param retry when to end the wait at the latest; null for none
   */
  private void awaitUntil(Predicate<JourneyState> wanted, @Nullable Deadline retry) {
    while (true) {
      drain();
      if (wanted.test(state())) {
        return;
      }
      Optional<Deadline> deadline = rules.next(state(), policy());
      if (deadline.filter(this::hasPassed).isPresent()) {
        record(rules.deadlinePassed(state(), moment()));
      } else {
        continueAsNewWhenSuggested();
        Deadline next =
            Stream.concat(Stream.ofNullable(retry), deadline.stream())
                .min(Comparator.comparing(Deadline::at))
                .orElse(null);
        sleepUntil(next);
      }
    }
  }

  private boolean hasPassed(Deadline deadline) {
    return !moment().now().isBefore(deadline.at());
  }

  /**
   * A long history ends here, and the next run claims what is recorded; not with facts in the
   * inbox, and not once Temporal was asked to cancel the run.
   */
  private void continueAsNewWhenSuggested() {
    if (!cancelledInTemporal && Workflow.getInfo().isContinueAsNewSuggested()) {
      Workflow.await(() -> Workflow.isEveryHandlerFinished() || !inbox.isEmpty());
      if (inbox.isEmpty()) {
        Map<String, Object> memo = Map.of(KNOWN_REVISION, state().revision());
        Workflow.continueAsNew(ContinueAsNewOptions.newBuilder().setMemo(memo).build(), journey);
      }
    }
  }

  /**
   * A stored answer is sent to the meeting's other journeys; a missing one goes with the record.
   */
  public void mergeAnswer(InviteAnswer answer) {
    boolean unanswered = answer.status() == InviteStatus.UNKNOWN;
    record(rules.merge(state(), answer, moment()), unanswered ? answer : null);
  }

  /** Stores a change; from then on it is the journey's state. */
  public void record(Change change) {
    record(rules.settle(change, moment()), null);
  }

  /**
   * Waits for the release of the holds that are left, then closes.
   *
   * @return false when an earlier phase is open again
   */
  private boolean close() {
    awaitReacting(state -> rules.isOver(state) || rules.current(state).isPresent());
    if (!rules.isOver(state())) {
      return false;
    }
    if (!state().isClosed()) {
      record(closing(Change.of(state())), null);
    }
    if (!state().isClosed()) {
      return false;
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
    return true;
  }

  private void drain() {
    while (!inbox.isEmpty() && !state().isClosed()) {
      Change change = inbox.merge(state(), (current, fact) -> rules.merge(current, fact, moment()));
      if (!change.state().equals(state()) || !change.isEmpty()) {
        record(change, null);
      }
    }
  }

  /** Closes the journey in the same recording when nothing is left to do or to wait for. */
  private void record(Change change, @Nullable InviteAnswer toMembers) {
    boolean isLast = inbox.isEmpty() && !change.state().isClosed() && rules.isOver(change.state());
    if (isLast && store(closing(change), toMembers)) {
      return;
    }
    if (!store(change, toMembers)) {
      awaitDelivery();
    }
  }

  private Change closing(Change change) {
    return change.then(state -> state.close(state.settledOutcome(), moment()));
  }

  /** Returns false when a stored delivery keeps the journey from being closed. */
  private boolean store(Change change, @Nullable InviteAnswer toMembers) {
    JourneyState next = change.state().withRevision(state().revision() + 1);
    String claimedBy = claimed().runId();
    JourneyRecord revision =
        new JourneyRecord(
            claimedBy,
            !claimedBy.equals(Workflow.getInfo().getRunId()),
            next,
            change.entries(),
            change.alarms(),
            change.deliveries(),
            rules.deadline(next, policy()),
            toMembers);
    return switch (activities.call(record -> record.record(revision))) {
      case RECORDED -> {
        recorded(next);
        yield true;
      }
      case DELIVERY_UNAPPLIED -> false;
      case OUT_OF_STEP ->
          throw new OutOfStep("revision " + next.revision() + " of " + journey + " is recorded");
      case SUPERSEDED -> throw new RunEnded("another run has claimed " + journey);
    };
  }

  private void recorded(JourneyState next) {
    state = next;
    inbox.recorded();
    unapplied.clear();
    show();
  }

  /**
   * A stored delivery keeps the journey from being closed: waits for it, and asks a person when it
   * is not applied in time.
   */
  private void awaitDelivery() {
    Instant now = moment().now();
    if (unapplied.isOverdue(now)) {
      record(Change.of(state()).asking(HoldReason.DELIVERY_NOT_APPLIED, "closing", moment()));
    } else {
      Promise<Void> nextTry =
          timer(
              Deadline.ofWait(
                  unapplied.nextTry(now),
                  "a stored delivery is not applied: next try to close on"));
      // Not cancelled: Temporal's test server refuses to cancel a timer that fires meanwhile, and
      // such a short one may.
      Workflow.await(() -> nextTry.isCompleted() || !inbox.isEmpty());
    }
  }

  private void sleepUntil(@Nullable Deadline deadline) {
    if (deadline == null) {
      Workflow.await(this::isWoken);
    } else {
      awaitAtMost(() -> timer(deadline), this::isWoken);
    }
  }

  /**
   * Waits until the timer fires or what is wanted has come. A timer in a scope of its own, because
   * a wait with a time-out never cancels its timer. A cancelled one counts as handled: Temporal
   * logs a failure that is not, when a worker stops.
   */
  public static void awaitAtMost(Supplier<Promise<Void>> timer, Supplier<Boolean> wanted) {
    CompletablePromise<Void> over = Workflow.newPromise();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> timer.get().handle((fired, cancelled) -> over.complete(null)));
    scope.run();
    Workflow.await(() -> over.isCompleted() || wanted.get());
    scope.cancel();
  }

  private Promise<Void> timer(Deadline deadline) {
    return Workflow.newTimer(
        Duration.between(moment().now(), deadline.at()),
        TimerOptions.newBuilder()
            .setSummary(deadline.summary(state().terms().care().zone()))
            .build());
  }

  private void show() {
    temporalUi.show(state(), rules.standing(state()), rules.deadline(state(), policy()));
  }

  private JourneyPolicy policy() {
    return claimed().policy();
  }

  private JourneyClaim claimed() {
    if (claim == null) {
      throw new IllegalStateException("journey " + journey + " is not claimed yet");
    }
    return claim;
  }

  /** The record differs from the run's state: the run continues from a new claim. */
  private static final class OutOfStep extends RuntimeException {
    OutOfStep(String message) {
      super(message);
    }
  }

  /** This run has no more to do for its journey: it is closed, or another run owns it. */
  private static final class RunEnded extends RuntimeException {
    RunEnded(String reason) {
      super(reason);
    }
  }
}
