package org.patientjourney.workflows.journey;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Cancel;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.AppliedDelivery;
import org.patientjourney.workflows.meeting.InviteAnswer;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * The journey's one loop: wait, drain, merge, record. Signals and updates only enqueue; all state
 * changes on the workflow's main thread, and none is visible before it is recorded.
 */
public final class JourneyLoop {
  private final JourneyId journey;
  private final Deque<Fact> queue = new ArrayDeque<>();

  /** Our own repeated signal of one delivery is no fact, and no duplicate of the provider's. */
  private final Set<String> seen = new HashSet<>();

  /** Commands that no longer fitted when their turn came, and why. */
  private final Map<String, String> refused = new TreeMap<>();

  /** Commands that were merged since the last recording. */
  private final Deque<JourneyCommand> unrecorded = new ArrayDeque<>();

  private final DatabaseActivities<JourneyActivities> activities =
      new DatabaseActivities<>(JourneyActivities.class);
  private final UnappliedDelivery unapplied = new UnappliedDelivery();
  private boolean cancelledInTemporal;
  private @Nullable JourneyClaim claim;
  private @Nullable JourneyState state;
  private @Nullable Stage shown;

  public JourneyLoop(JourneyId journey) {
    this.journey = journey;
  }

  /** The state as last recorded. */
  public JourneyState state() {
    if (state == null) {
      throw new IllegalStateException("journey " + journey + " is starting: try again");
    }
    return state;
  }

  public Moment moment() {
    return new Moment(Instant.ofEpochMilli(Workflow.currentTimeMillis()), policy());
  }

  /** Facts that are not recorded come again: commands from here, all others by the claim. */
  public void claim() {
    seen.clear();
    while (!unrecorded.isEmpty()) {
      queue.addFirst(unrecorded.removeLast());
    }
    String runId = Workflow.getInfo().getRunId();
    JourneyClaim claiming = activities.call(record -> record.claim(journey, runId));
    claim = claiming;
    state = claiming.state();
    if (state().isClosed()) {
      Workflow.await(Workflow::isEveryHandlerFinished);
      throw new RunEnded("journey " + journey + " is closed");
    }
    showInTemporalUi();
  }

  /** Takes a fact up; the main line sees it during every wait. */
  public void enqueue(Fact fact) {
    queue.add(fact);
  }

  /** A cancellation in Temporal is a request like any other; the run then ends as cancelled. */
  public void cancelInTemporal() {
    cancelledInTemporal = true;
    enqueue(Cancel.fromTemporal(Workflow.getInfo().getRunId()));
  }

  /** Returns when the command is recorded; fails when it no longer fits once its turn comes. */
  public long awaitRecorded(JourneyCommand command) {
    queue.add(command);
    String id = command.origin().id();
    Workflow.await(() -> state != null && (isRecorded(command) || isOver(id)));
    if (isRecorded(command)) {
      return state().revision();
    }
    String why = refused.getOrDefault(id, "the journey was closed meanwhile");
    throw ApplicationFailure.newFailure(why, "CommandRefused");
  }

  /** While the journey is being claimed nothing is known: the line decides when its turn comes. */
  public void validate(JourneyCommand command) {
    if (state != null && !isRecorded(command)) {
      refusalOf(command, state())
          .ifPresent(
              refusal -> {
                throw new IllegalArgumentException(refusal);
              });
    }
  }

  private boolean isRecorded(JourneyCommand command) {
    return state().hasApplied(command.key(state()));
  }

  private boolean isOver(String commandId) {
    return refused.containsKey(commandId) || state().isClosed();
  }

  private static Optional<String> refusalOf(JourneyCommand command, JourneyState current) {
    return current.isClosed() ? Optional.of("the journey is closed") : command.refusal(current);
  }

  /**
   * Waits until the journey is as wanted or the deadline passes, whichever is first; facts that
   * come meanwhile are merged and recorded.
   *
   * @param deadline computed anew after each fact; null waits for facts alone
   * @return whether the journey is as wanted
   */
  public boolean awaitUntil(
      Function<JourneyState, @Nullable Instant> deadline,
      String summary,
      Predicate<JourneyState> wanted) {
    while (true) {
      drain();
      if (wanted.test(state())) {
        return true;
      }
      Instant due = deadline.apply(state());
      if (due != null && !moment().now().isBefore(due)) {
        return false;
      }
      continueAsNewWhenSuggested();
      sleepUntil(due, summary);
    }
  }

  /**
   * A history that has grown long, by months of tries say, ends here: the next run claims what is
   * recorded. Not with anything unheard, and not once Temporal was asked to cancel the run.
   */
  private void continueAsNewWhenSuggested() {
    if (!cancelledInTemporal && Workflow.getInfo().isContinueAsNewSuggested()) {
      Workflow.await(() -> Workflow.isEveryHandlerFinished() || !queue.isEmpty());
      if (queue.isEmpty()) {
        Workflow.continueAsNew(journey);
      }
    }
  }

  /** Waits to call the provider again, unless that has become pointless. */
  public void awaitRetry(Duration delay, String summary, Predicate<JourneyState> pointless) {
    Instant retryAt = moment().now().plus(delay);
    while (!awaitUntil(state -> earlier(retryAt, state.deadline(policy())), summary, pointless)) {
      if (!moment().now().isBefore(retryAt)) {
        return;
      }
      record(state().deadlinePassed(moment()));
    }
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other == null || one.isBefore(other) ? one : other;
  }

  /**
   * Merges the answer to an invite. An answer that was stored has told the meeting's other journeys
   * already; that there is none, only the leader can tell.
   */
  public void mergeAnswer(InviteAnswer answer) {
    boolean unanswered = answer.status() == InviteStatus.UNKNOWN;
    record(state().merge(answer, moment()), unanswered ? answer : null);
  }

  /** Stores a change; from then on it is the journey's state. */
  public void record(Change change) {
    record(change, null);
  }

  /** Whether nothing is left to do but to close. */
  public boolean isOver() {
    return state().isClosed() || (state().isSettled() && state().superfluousAttempt().isEmpty());
  }

  /** Whether the line has something to do outside before it may wait again. */
  public boolean hasErrand() {
    return state().mustSend()
        || state().mustCancel()
        || state().isWithdrawn()
        || state().resendToMake().isPresent()
        || state().attemptToPreFill().isPresent()
        || state().superfluousAttempt().isPresent();
  }

  /** Tells whether the journey is closed: facts that came meanwhile may leave more to do. */
  public boolean close() {
    while (!queue.isEmpty() && !state().isClosed()) {
      drain();
    }
    if (!isOver()) {
      return false;
    }
    if (!state().isClosed()) {
      record(state().close(state().settledOutcome(), moment()), null);
    }
    if (!state().isClosed()) {
      return false;
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
    return true;
  }

  /** Stops at a closed journey: what is left is signalled again, and reopens it. */
  private void drain() {
    Change change = Change.of(state());
    while (!queue.isEmpty() && !change.state().isClosed()) {
      Fact fact = queue.remove();
      if (isToMerge(fact, change.state())) {
        if (fact instanceof JourneyCommand command) {
          unrecorded.add(command);
        }
        change = change.then(current -> current.merge(fact, moment()));
      } else if (fact.delivery().isPresent()) {
        change =
            change.applying(
                change
                    .state()
                    .appliedAs(fact.delivery().get(), fact, AppliedDelivery.Effect.DUPLICATE));
      }
    }
    if (!change.state().equals(state()) || !change.isEmpty()) {
      record(change, null);
    }
  }

  /** Neither our own repeated signal, nor a command that has become pointless while it waited. */
  private boolean isToMerge(Fact fact, JourneyState current) {
    if (fact instanceof JourneyCommand command && !current.hasApplied(command.key(current))) {
      Optional<String> refusal = refusalOf(command, current);
      refusal.ifPresent(why -> refused.put(command.origin().id(), why));
      return refusal.isEmpty();
    }
    return fact.delivery().map(id -> seen.add(id + ":" + fact.digest())).orElse(true);
  }

  private void record(Change change, @Nullable InviteAnswer toMembers) {
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
            next.deadline(policy()),
            toMembers);
    switch (activities.call(record -> record.record(revision))) {
      case RECORDED -> recorded(next);
      case DELIVERY_UNAPPLIED -> awaitDelivery();
      case OUT_OF_STEP ->
          throw new OutOfStep("revision " + next.revision() + " of " + journey + " is recorded");
      case SUPERSEDED -> throw new RunEnded("another run has claimed " + journey);
    }
  }

  private void recorded(JourneyState next) {
    state = next;
    unrecorded.clear();
    unapplied.clear();
    showInTemporalUi();
  }

  /**
   * A stored delivery keeps the journey from being closed: waits for it, and leaves one that does
   * not come to a person.
   */
  private void awaitDelivery() {
    Instant now = moment().now();
    if (unapplied.isOverdue(now)) {
      record(
          Change.of(state())
              .holding(HoldReason.DELIVERY_NOT_APPLIED, moment())
              .alarming(new Alarm(AlarmKind.DELIVERY_NOT_APPLIED, "closing")));
    } else {
      sleepUntil(unapplied.nextTry(now), "a stored delivery is not applied yet: close later");
    }
  }

  /**
   * A timer in a scope of its own, because a wait with a time-out never cancels its timer. A
   * cancelled one counts as handled: Temporal logs a failure that is not, when a worker stops.
   */
  private void sleepUntil(@Nullable Instant due, String summary) {
    if (due == null) {
      Workflow.await(() -> !queue.isEmpty());
      return;
    }
    CompletablePromise<Void> rung = Workflow.newPromise();
    Duration duration = Duration.between(moment().now(), due);
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                Workflow.newTimer(duration, TimerOptions.newBuilder().setSummary(summary).build())
                    .handle((rang, cancelled) -> rung.complete(null)));
    scope.run();
    Workflow.await(() -> rung.isCompleted() || !queue.isEmpty());
    scope.cancel();
  }

  private void showInTemporalUi() {
    Stage stage = Stage.of(state());
    NextStep next = NextStep.of(state(), policy());
    if (stage != shown) {
      Workflow.upsertTypedSearchAttributes(Stage.SEARCH_ATTRIBUTE.valueSet(stage.name()));
      shown = stage;
    }
    Workflow.setCurrentDetails(stage + ": " + next.what() + " (" + next.owner() + ")");
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
}
