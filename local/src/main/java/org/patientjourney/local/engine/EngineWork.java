package org.patientjourney.local.engine;

import io.temporal.testserver.TestServer;
import java.lang.reflect.Field;
import java.util.concurrent.locks.Lock;

/**
 * Whether Temporal's test server (1.38.0) is at work: it counts, as locks of its clock, workflow
 * tasks and activities from their scheduling to their end. See docs/adr/0024.
 */
final class EngineWork {
  /** The server was started with one, so that time passes as real time does. */
  private static final int OURS = 1;

  private final Object timer;
  private final Lock lock;
  private final Field locks;
  private final Field emptyQueue;

  private EngineWork(Object timer) throws ReflectiveOperationException {
    this.timer = timer;
    lock = (Lock) LockEvents.field(timer, "lock");
    locks = LockEvents.accessible(timer, "lockCount");
    emptyQueue = LockEvents.accessible(timer, "timeLockOnEmptyQueueHandle");
  }

  /**
   * @throws IllegalStateException when the server counts no locks: another version, look again
   */
  @SuppressWarnings("deprecation")
  static EngineWork of(TestServer.InProcessTestServer server) {
    try {
      return new EngineWork(LockEvents.field(server.getWorkflowService(), "selfAdvancingTimer"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "expected the clock of Temporal's test server 1.38.0, found another: see ADR 24", e);
    }
  }

  boolean isGoingOn() {
    lock.lock();
    try {
      // One more while no timer is set.
      return locks.getInt(timer) - (emptyQueue.get(timer) == null ? 0 : 1) > OURS;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field that was accessible is not any more: a bug", e);
    } finally {
      lock.unlock();
    }
  }
}
