package org.patientjourney.local.engine;

import com.google.protobuf.util.Durations;
import io.temporal.api.testservice.v1.SleepRequest;
import io.temporal.api.testservice.v1.SleepResponse;
import io.temporal.serviceclient.TestServiceStubs;
import io.temporal.serviceclient.TestServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the in-process engine, used by all parts of the system, so that none is ahead of
 * another. It runs in real time until it is moved.
 */
public final class EngineClock implements InstantSource {
  /** Longer than any wait: a call that timed out must still end. */
  private static final Duration LONGEST_CALL = Duration.ofDays(1);

  private final TestServer.InProcessTestServer server;
  private final TestServiceStubs time;
  private final EngineWork work;
  private @Nullable Future<SleepResponse> jump;

  EngineClock(TestServer.InProcessTestServer server) {
    this.server = server;
    this.work = EngineWork.of(server);
    this.time =
        TestServiceStubs.newServiceStubs(
            TestServiceStubsOptions.newBuilder()
                .setChannel(server.getChannel())
                .setRpcTimeout(LONGEST_CALL)
                .validateAndBuildWithDefaults());
  }

  /** Read without gRPC, as every transaction reads the clock. */
  @Override
  @SuppressWarnings("deprecation")
  public Instant instant() {
    return Instant.ofEpochMilli(server.getWorkflowService().currentTimeMillis());
  }

  /** How far it is ahead of the system clock. */
  public Duration ahead() {
    return Duration.between(Instant.now(), instant());
  }

  /**
   * Jumps once Temporal has nothing at work: its own locks keep a task from being jumped over.
   *
   * @throws TimeoutException when that takes too long; the jump is made when the work is done, and
   *     a later call waits for it first
   */
  public void moveTo(Instant target, Duration patience)
      throws TimeoutException, InterruptedException {
    if (jump == null) {
      jump = time.futureStub().unlockTimeSkippingWithSleep(until(target));
    }
    try {
      jump.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      jump = null;
    } catch (ExecutionException e) {
      jump = null;
      throw new IllegalStateException("Temporal's test server does not jump", e);
    }
  }

  public boolean isAtWork() {
    return work.isGoingOn();
  }

  private SleepRequest until(Instant target) {
    long millis = Duration.between(instant(), target).toMillis();
    return SleepRequest.newBuilder().setDuration(Durations.fromMillis(Math.max(0, millis))).build();
  }
}
