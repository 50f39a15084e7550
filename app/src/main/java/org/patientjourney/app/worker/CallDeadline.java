package org.patientjourney.app.worker;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds calls to Temporal. Its client repeats a failed call for a minute and more, which is longer
 * than a caller of ours waits.
 */
public final class CallDeadline {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "temporal-call-deadline");
            thread.setDaemon(true);
            return thread;
          });

  private CallDeadline() {}

  /** What the call returns; it fails with DEADLINE_EXCEEDED or UNAVAILABLE when time is up. */
  public static <T> T within(Duration limit, Supplier<T> call) {
    Context.CancellableContext context =
        Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, TIMER);
    Context outer = context.attach();
    try {
      return call.get();
    } finally {
      context.detach(outer);
      context.cancel(null);
    }
  }
}
