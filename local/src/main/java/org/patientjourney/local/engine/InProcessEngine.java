package org.patientjourney.local.engine;

import com.uber.m3.tally.Scope;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.time.Duration;
import java.util.Optional;

/**
 * Temporal's Java test server inside this process. Its runs end with the process. It runs in real
 * time unless its clock is moved.
 */
public final class InProcessEngine implements LocalEngine {
  private final TestServer.InProcessTestServer server;
  private final EngineClock clock;

  public InProcessEngine() {
    this(Duration.ZERO);
  }

  /**
   * Starts it.
   *
   * @param ahead of the wall clock, as an earlier run has left it
   */
  public InProcessEngine(Duration ahead) {
    server = TestServer.createServer(true);
    LockEvents.into(server);
    clock = new EngineClock(server);
    clock.begin(ahead);
  }

  @Override
  public Optional<MovableClock> clock() {
    return Optional.of(clock);
  }

  @Override
  public WorkflowServiceStubs stubs(Scope metrics) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setChannel(server.getChannel())
            .setMetricsScope(metrics)
            .validateAndBuildWithDefaults());
  }

  @Override
  public boolean forgetsRuns() {
    return true;
  }

  @Override
  public void close() {
    server.close();
  }
}
