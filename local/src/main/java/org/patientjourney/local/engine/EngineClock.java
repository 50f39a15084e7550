package org.patientjourney.local.engine;

import io.temporal.testserver.TestServer;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

/**
 * The time of Temporal's test server (1.38.0), which the whole embedded engine takes its time from.
 * It passes as real time does until it is moved. The server counts, as locks of its clock, workflow
 * tasks and activities from their scheduling to their end; both are read by reflection: see
 * docs/adr/0024.
 */
@SuppressWarnings("deprecation")
public final class EngineClock implements MovableClock {
  /** The server was started with one lock, so that time passes as real time does. */
  private static final int OWN_LOCKS = 1;

  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(1).toNanos();

  private final TestServer.InProcessTestServer server;
  private final Object timer;
  private final Lock lock;
  private final Field locks;
  private final Field emptyQueue;
  private final Method skip;
  private final Method isCancelled;
  private final Method executionTime;
  private final Queue<?> timers;

  /**
   * Of a server in this process.
   *
   * @throws IllegalStateException when its clock is another version's
   */
  public EngineClock(TestServer.InProcessTestServer server) {
    this.server = server;
    try {
      timer = LockEvents.field(server.getWorkflowService(), "selfAdvancingTimer");
      lock = (Lock) LockEvents.field(timer, "lock");
      locks = LockEvents.accessible(timer, "lockCount");
      emptyQueue = LockEvents.accessible(timer, "timeLockOnEmptyQueueHandle");
      skip = method(timer.getClass(), "skip", Duration.class);
      timers = (Queue<?>) LockEvents.field(timer, "tasks");
      Class<?> task = Class.forName(timer.getClass().getName() + "$TimerTask");
      isCancelled = method(task, "isCanceled");
      executionTime = method(task, "getExecutionTime");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "expected the clock of Temporal's test server 1.38.0, found another: see ADR 24", e);
    }
  }

  private static Method method(Class<?> of, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = of.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  /** Sets it: the server's clock stands still from its construction until it is locked. */
  void begin(Duration ahead) {
    locked(() -> skip.invoke(timer, ahead.minus(ahead())));
  }

  /** Asked without gRPC, as every transaction looks at the clock. */
  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(server.getWorkflowService().currentTimeMillis());
  }

  @Override
  public Duration ahead() {
    Instant engine = instant();
    return Duration.between(Instant.now().truncatedTo(ChronoUnit.MILLIS), engine);
  }

  /** Whether Temporal has a workflow task or an activity scheduled or running. */
  @Override
  public boolean isAtWork() {
    // One more while no timer is set.
    return locked(() -> locks.getInt(timer) - (emptyQueue.get(timer) == null ? 0 : 1) > OWN_LOCKS);
  }

  @Override
  public Optional<Instant> nextTimer() {
    return locked(
        () -> {
          // The head is the first one; only when it was cancelled must all be looked at.
          Object head = timers.peek();
          Iterable<?> looked =
              head == null || (boolean) isCancelled.invoke(head) ? timers : List.of(head);
          Optional<Instant> next = Optional.empty();
          for (Object task : looked) {
            Instant at = Instant.ofEpochMilli((long) executionTime.invoke(task));
            if (!(boolean) isCancelled.invoke(task) && next.map(at::isBefore).orElse(true)) {
              next = Optional.of(at);
            }
          }
          return next;
        });
  }

  /**
   * Jumps when Temporal has nothing at work, past all timers up to the target at once, and returns
   * when these have fired.
   *
   * @throws TimeoutException when Temporal is at work too long
   */
  @Override
  public void moveTo(Instant target, Duration patience) throws TimeoutException {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (!locked(() -> hasSkippedTo(target))) {
      if (System.nanoTime() > giveUp) {
        throw new TimeoutException("expected Temporal to have nothing at work");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    // A timer behind all that are due: it fires after they have.
    server.getWorkflowService().sleep(Duration.ZERO);
  }

  /** Under the server's own lock: no work can begin between the check and the jump. */
  private boolean hasSkippedTo(Instant target) throws ReflectiveOperationException {
    Duration ahead = Duration.between(instant(), target);
    if (isAtWork()) {
      return false;
    }
    if (!ahead.isNegative()) {
      skip.invoke(timer, ahead);
    }
    return true;
  }

  /** A use of the server's clock. */
  private interface Use<T> {
    T make() throws ReflectiveOperationException;
  }

  private <T> T locked(Use<T> use) {
    lock.lock();
    try {
      return use.make();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the clock of Temporal's test server cannot be used", e);
    } finally {
      lock.unlock();
    }
  }
}
