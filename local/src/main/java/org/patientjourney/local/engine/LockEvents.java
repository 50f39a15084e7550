package org.patientjourney.local.engine;

import io.temporal.testserver.TestServer;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Set;
import java.util.concurrent.locks.Lock;

/**
 * Replaces a list in which Temporal's test server (1.38.0) records each lock and unlock of its
 * clock, and which it searches from the head at each workflow step. The same events, found without
 * a search: see docs/adr/0024.
 */
@SuppressWarnings("JdkObsolete") // the field is one
public final class LockEvents extends LinkedList<Object> {
  private final transient Set<Object> events;

  public LockEvents(Collection<?> events) {
    this.events = new LinkedHashSet<>(events);
  }

  /**
   * Takes the list's place.
   *
   * @throws IllegalStateException when the server has no such list: another version, look again
   */
  @SuppressWarnings("deprecation")
  static void into(TestServer.InProcessTestServer server) {
    intoTimerOf(server.getWorkflowService());
  }

  public static void intoTimerOf(Object service) {
    try {
      Object timer = field(service, "selfAdvancingTimer");
      Lock lock = (Lock) field(timer, "lock");
      lock.lock();
      try {
        accessible(timer, "lockEvents")
            .set(timer, new LockEvents((LinkedList<?>) field(timer, "lockEvents")));
      } finally {
        lock.unlock();
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "expected the clock of Temporal's test server 1.38.0, found another: see ADR 24", e);
    }
  }

  @Override
  public boolean add(Object event) {
    return events.add(event);
  }

  @Override
  public boolean remove(Object event) {
    return events.remove(event);
  }

  @Override
  public Iterator<Object> iterator() {
    return events.iterator();
  }

  @Override
  public int size() {
    return events.size();
  }

  static Object field(Object of, String name) throws ReflectiveOperationException {
    return accessible(of, name).get(of);
  }

  static Field accessible(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
