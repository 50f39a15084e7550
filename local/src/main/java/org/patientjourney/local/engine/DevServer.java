package org.patientjourney.local.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.patientjourney.local.options.EngineOptions;

/** {@code temporal server start-dev} as a child process, its runs in one file. */
public final class DevServer implements AutoCloseable {
  private static final String COMMAND = "start-dev";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CONNECT_MILLIS = 1_000;
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(10).toNanos();

  private final Process process;
  private final Path database;

  private DevServer(Process process, Path database) {
    this.process = process;
    this.database = database;
  }

  /** Starts a server and returns when it listens; one that serves the file already is stopped. */
  public static DevServer start(String cli, Path database, Ports ports) throws IOException {
    stopLeftBehind(database);
    Ports.expectFree(ports.temporal(), "--port (Temporal is two ports after it)");
    Ports.expectFree(ports.temporalUi(), "--port (Temporal's UI is three ports after it)");
    ProcessBuilder command =
        new ProcessBuilder(cli, "server", COMMAND, "--ip", "127.0.0.1", "--log-level", "warn");
    command.command().addAll(List.of("--port", Integer.toString(ports.temporal())));
    command.command().addAll(List.of("--ui-port", Integer.toString(ports.temporalUi())));
    command.command().addAll(List.of("--db-filename", database.toString()));
    command.command().add("--ui-disable-news-fetch");
    command.redirectErrorStream(true);
    command.redirectOutput(ProcessBuilder.Redirect.appendTo(log(database).toFile()));
    DevServer server = new DevServer(launch(command, cli), database);
    try {
      server.awaitListening(ports.temporal());
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Deletes its file, so that it starts empty. */
  public static void forget(Path database) throws IOException {
    stopLeftBehind(database);
    for (String suffix : List.of("", "-journal", "-wal", "-shm")) {
      Files.deleteIfExists(database.resolveSibling(database.getFileName() + suffix));
    }
  }

  /** Like PostgreSQL it outlives a kill -9 of the process that started it. */
  public static void stopLeftBehind(Path database) throws IOException {
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      List<String> words = Arrays.asList(process.info().arguments().orElse(new String[0]));
      if (words.contains(COMMAND) && words.contains(database.toString())) {
        stop(process);
      }
    }
  }

  @Override
  public void close() throws IOException {
    stop(process.toHandle());
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

  private void awaitListening(int port) throws IOException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!isListening(port)) {
      if (!process.isAlive() || System.nanoTime() > giveUp) {
        throw new IOException(
            "the Temporal server does not serve on port " + port + ": see " + log(database));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path log(Path database) {
    return database.resolveSibling("temporal.log");
  }

  private static void stop(ProcessHandle server) throws IOException {
    server.destroy();
    try {
      server.onExit().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "the Temporal server (process " + server.pid() + ") does not stop: stop it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the Temporal server stopped", e);
    }
  }
}
