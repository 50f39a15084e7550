package org.patientjourney.sandbox.delivery;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PatientExam.Step;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;

/**
 * Takes the planned steps of exams and sends events when they are due by the sandbox's clock. What
 * is due is read from the state after each change, so a restart or a hold needs no plan of its own.
 */
public final class DueWork implements AutoCloseable {
  private static final System.Logger log = System.getLogger(DueWork.class.getName());
  // Each delivery blocks its thread until the webhook answers.
  private static final int THREADS = 16;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int CLOSE_SECONDS = 2;

  private final StateStore store;
  private final InstantSource clock;
  private final EventDelivery delivery;
  private final Semaphore changes = new Semaphore(0);
  private final Thread watch = daemon(this::watch, "sandbox-watch");
  private final ExecutorService senders =
      Executors.newFixedThreadPool(THREADS, task -> daemon(task, "sandbox-sender"));
  private volatile boolean closing;

  public DueWork(StateStore store, InstantSource clock, EventDelivery delivery) {
    this.store = store;
    this.clock = clock;
    this.delivery = delivery;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins with what an earlier process left due. */
  public void start() {
    store.onChange(this::lookAgain);
    watch.start();
  }

  /** After a change of the state, or a release of what is held. */
  public void lookAgain() {
    changes.release();
  }

  private void watch() {
    try {
      while (!closing) {
        Duration wait = doWhatIsDue();
        // One millisecond more, as the wait has another clock than the state.
        if (changes.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS)) {
          changes.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the time until something else is due. */
  private Duration doWhatIsDue() {
    try {
      Instant now = clock.instant();
      SandboxState state = store.change(before -> ExamCourse.takeDueSteps(before, now));
      delivery.takeSendable(state, now).forEach(id -> senders.execute(() -> send(id)));
      return due(state)
          .filter(at -> at.isAfter(now))
          .map(at -> Duration.between(now, at))
          .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
          .min(Duration::compareTo)
          .orElse(LONGEST_WAIT);
    } catch (RuntimeException e) {
      log.log(Level.ERROR, "sandbox failed at what is due", e);
      return AFTER_FAILURE;
    }
  }

  private void send(long eventId) {
    try {
      if (!closing) {
        delivery.tryOnce(eventId);
      }
    } catch (RuntimeException e) {
      log.log(Level.ERROR, "sandbox failed to send an event", e);
    } finally {
      delivery.end(eventId);
      lookAgain();
    }
  }

  /** When something happens without a request; a held event waits for one. */
  public static Stream<Instant> due(SandboxState state) {
    Stream<Instant> steps =
        state.exams().map(PatientExam::next).flatMap(Optional::stream).map(Step::at);
    Stream<Instant> events =
        state.events().stream()
            .filter(event -> event.isDue() && !state.isArmed(event, Fault.HOLD_EVENTS))
            .map(Event::dueAt);
    return Stream.concat(steps, events);
  }

  /** Lets running deliveries store their results, unless a webhook delays them too long. */
  @Override
  public void close() {
    closing = true;
    lookAgain();
    try {
      watch.join();
      senders.shutdown();
      if (!senders.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        log.log(Level.INFO, "a webhook did not answer before the end; its event stays due");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
