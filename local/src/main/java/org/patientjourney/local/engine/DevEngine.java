package org.patientjourney.local.engine;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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

/**
 * {@code temporal server start-dev} as a child process, its runs in one file: they survive a
 * restart of either side.
 *
 * @param forgetsRuns true only for a start that is empty
 */
public record DevEngine(Process process, Path log, Ports ports, boolean forgetsRuns)
    implements LocalEngine {
  static final String DATABASE = "temporal.db";
  private static final String COMMAND = "start-dev";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CONNECT_MILLIS = 1_000;
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(10).toNanos();

  /**
   * Returns when the server listens; one that serves the folder already is stopped.
   *
   * @param beginning whether the server starts empty, its file deleted
   */
  public static DevEngine start(String cli, Path data, Ports ports, boolean beginning)
      throws IOException {
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
    DevEngine engine = new DevEngine(launch(command, cli), log, ports, beginning);
    try {
      engine.awaitListening();
      return engine;
    } catch (IOException e) {
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

  @Override
  public WorkflowServiceStubs stubs() {
    return WorkflowServiceStubs.newConnectedServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget("127.0.0.1:" + ports.temporal())
            .validateAndBuildWithDefaults(),
        PATIENCE);
  }

  @Override
  public Optional<URI> ui() {
    return Optional.of(URI.create("http://127.0.0.1:" + ports.temporalUi()));
  }

  @Override
  public void close() throws IOException {
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
    while (!isListening()) {
      if (!process.isAlive() || System.nanoTime() > giveUp) {
        throw new IOException(
            "the Temporal server does not serve on port " + ports.temporal() + ": see " + log);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.temporal()),
          CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
