package org.patientjourney.workflows.run;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Promise;
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
import org.patientjourney.workflows.policy.Moment;

/**
 * One run of a journey: waits, merges, records. Signals and updates only enqueue; all state changes
 * on the workflow's main thread, and none is visible before it is recorded.
 */
public final class JourneyRun {
  /** In the memo of a run that goes on for another one: which revision was recorded. */
  private static final String KNOWN_REVISION = "knownRevision";

  private final JourneyId journey;
  private final Rules rules;
  private final RecordedJourney recorded;
  private final List<Reaction> reactions = new ArrayList<>();
  private final Inbox inbox = new Inbox();
  private final UnappliedDelivery unapplied = new UnappliedDelivery();
  private final CallRelease release;
  private @Nullable Long knownRevision = (Long) Workflow.getMemo(KNOWN_REVISION, Long.class);
  private boolean cancelledInTemporal;

  private record Reaction(Phase phase, Runnable act) {}

  public JourneyRun(JourneyId journey, Rules rules) {
    this.journey = journey;
    this.rules = rules;
    this.recorded = new RecordedJourney(journey, rules);
    this.release = new CallRelease(journey, ProviderCalls.OWN_STATEMENTS);
  }

  /** What is done in any wait, as soon as the phase is open. */
  public void reactTo(Phase phase, Runnable reaction) {
    reactions.add(new Reaction(phase, reaction));
  }

  public JourneyState state() {
    return recorded.state();
  }

  public Moment moment() {
    return recorded.moment();
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
    } catch (RecordedJourney.RunEnded ended) {
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
    } catch (RecordedJourney.OutOfStep outOfStep) {
      return false;
    }
  }

  /** Facts that were not recorded are merged again: commands from here, all others by the claim. */
  private void claim() {
    inbox.restart();
    recorded.claim();
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
    Workflow.await(() -> recorded.isClaimed() && (isRecorded(command) || isRefused(command)));
    if (isRecorded(command)) {
      return state().revision();
    }
    String why = inbox.refusal(key(command)).orElse("the journey was closed meanwhile");
    throw ApplicationFailure.newFailure(why, "CommandRefused");
  }

  /** Accepts any command before the claim is over; it is checked again when it is merged. */
  public void validate(Fact command) {
    if (recorded.isClaimed() && knownRevision == null && !isRecorded(command)) {
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
      Optional<Deadline> deadline = rules.next(state(), moment().policy());
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
  private void record(Change change, @Nullable InviteAnswer toOthers) {
    boolean isLast = inbox.isEmpty() && !change.state().isClosed() && rules.isOver(change.state());
    if (isLast && store(closing(change), toOthers)) {
      return;
    }
    if (!store(change, toOthers)) {
      awaitDelivery();
    }
  }

  private Change closing(Change change) {
    return change.then(state -> state.close(state.settledOutcome(), moment()));
  }

  /** Returns false when a stored delivery keeps the journey from being closed. */
  private boolean store(Change change, @Nullable InviteAnswer toOthers) {
    if (!recorded.store(change, toOthers)) {
      return false;
    }
    inbox.recorded();
    unapplied.clear();
    return true;
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
      Timers.awaitAtMost(() -> timer(deadline), this::isWoken);
    }
  }

  private Promise<Void> timer(Deadline deadline) {
    return Timers.start(Duration.between(moment().now(), deadline.at()), deadline.summary());
  }
}
