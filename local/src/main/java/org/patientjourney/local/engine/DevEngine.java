package org.patientjourney.local.engine;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import io.grpc.ClientInterceptor;
import io.grpc.StatusRuntimeException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code temporal server start-dev} as a child process, its runs in one file: they survive a
 * restart of either side.
 */
public final class DevEngine implements LocalEngine {
  static final String DATABASE = "temporal.db";
  private static final String COMMAND = "start-dev";
  private static final String MAY_SKIP_TIME = "frontend.WorkflowTimeSkippingEnabled=true";

  /** A timer that is skipped to fires at once, and not up to a second later. */
  private static final String FIRES_AT_ONCE = "history.timerProcessorMaxTimeShift=\"10ms\"";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(10).toNanos();

  private final Process process;
  private final Path log;
  private final Ports ports;
  private final boolean forgetsRuns;
  private @Nullable WorkflowServiceStubs clockStubs;
  private @Nullable DevClock clock;

  private DevEngine(Process process, Path log, Ports ports, boolean forgetsRuns) {
    this.process = process;
    this.log = log;
    this.ports = ports;
    this.forgetsRuns = forgetsRuns;
  }

  /**
   * Returns when the server listens; one that serves the folder already is stopped.
   *
   * @param beginning whether the server starts empty, its file deleted
   * @param ahead of the wall clock, as an earlier run has left the server's runs
   */
  public static DevEngine start(
      String cli, Path data, Ports ports, boolean beginning, Duration ahead) throws IOException {
    stopLeftBehind(data);
    if (beginning) {
      forget(data);
    }
    Ports.expectFree(ports.temporal(), "--port (Temporal is two ports after it)");
    Ports.expectFree(ports.temporalUi(), "--port (Temporal's UI is three ports after it)");
    Path log = data.resolve("temporal.log");
    ProcessBuilder command =
        new ProcessBuilder(cli, "server", COMMAND, "--ip", "127.0.0.1", "--log-level", "warn")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    command.command().addAll(List.of("--port", Integer.toString(ports.temporal())));
    command.command().addAll(List.of("--ui-port", Integer.toString(ports.temporalUi())));
    command.command().addAll(List.of("--db-filename", data.resolve(DATABASE).toString()));
    command.command().add("--ui-disable-news-fetch");
    command.command().addAll(List.of("--dynamic-config-value", MAY_SKIP_TIME));
    command.command().addAll(List.of("--dynamic-config-value", FIRES_AT_ONCE));
    DevEngine engine = new DevEngine(launch(command, cli), log, ports, beginning);
    try {
      engine.awaitListening();
      engine.findClock(ahead);
      return engine;
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Deletes its runs, so that it starts empty. */
  static void forget(Path data) throws IOException {
    for (String suffix : List.of("", "-journal", "-wal", "-shm")) {
      Files.deleteIfExists(data.resolve(DATABASE + suffix));
    }
  }

  /** Like PostgreSQL it outlives a kill -9 of the process that started it. */
  public static void stopLeftBehind(Path data) throws IOException {
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      List<String> words = Arrays.asList(process.info().arguments().orElse(new String[0]));
      if (words.contains(COMMAND) && words.contains(data.resolve(DATABASE).toString())) {
        stop(process, "Temporal server");
      }
    }
  }

  /** Waits until a process has ended as it was asked to. */
  public static void stop(ProcessHandle process, String name) throws IOException {
    process.destroy();
    try {
      process.onExit().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "the %s (process %d) does not stop: stop it".formatted(name, process.pid()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the " + name + " stopped", e);
    }
  }

  private void findClock(Duration ahead) throws IOException {
    clockStubs = connect(new NoopScope(), List.of());
    clock = DevClock.of(clockStubs, ahead).orElse(null);
    if (clock == null && !ahead.isZero()) {
      throw new IOException(
          "the journeys' clock is ahead by %s, which needs Temporal's server %s: give the CLI 1.9.1, or --rebuild"
              .formatted(ahead, DevClock.SERVER));
    }
  }

  @Override
  public WorkflowServiceStubs stubs(Scope metrics) {
    return connect(metrics, clock == null ? List.of() : List.of(clock));
  }

  /** A server that has just begun to listen may answer its first call too late. */
  private WorkflowServiceStubs connect(Scope metrics, List<ClientInterceptor> interceptors) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + ports.temporal())
                .setGrpcClientInterceptors(interceptors)
                .setMetricsScope(metrics)
                .validateAndBuildWithDefaults());
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        stubs.connect(PATIENCE);
        return stubs;
      } catch (StatusRuntimeException e) {
        if (System.nanoTime() > giveUp) {
          stubs.shutdownNow();
          throw e;
        }
      }
    }
  }

  @Override
  public boolean forgetsRuns() {
    return forgetsRuns;
  }

  @Override
  public Optional<MovableClock> clock() {
    return Optional.ofNullable(clock);
  }

  @Override
  public Optional<URI> ui() {
    return Optional.of(URI.create("http://127.0.0.1:" + ports.temporalUi()));
  }

  @Override
  public void close() throws IOException {
    if (clockStubs != null) {
      clockStubs.shutdownNow();
    }
    stop(process.toHandle(), "Temporal server");
  }

  private static Process launch(ProcessBuilder command, String cli) throws IOException {
    try {
      return command.start();
    } catch (IOException e) {
      throw new IOException(
          "the dev engine needs the Temporal CLI, found none at '%s': install it, or name it with --temporal-cli PATH or %s"
              .formatted(cli, EngineOptions.CLI_VARIABLE),
          e);
    }
  }

  private void awaitListening() throws IOException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!Ports.isListening(ports.temporal())) {
      if (!process.isAlive() || System.nanoTime() > giveUp) {
        throw new IOException(
            "the Temporal server does not serve on port " + ports.temporal() + ": see " + log);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
