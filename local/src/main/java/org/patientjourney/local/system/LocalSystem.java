package org.patientjourney.local.system;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patientjourney.local.clock.LaptopClocks;
import org.patientjourney.local.clock.Travel;
import org.patientjourney.local.engine.DevEngine;
import org.patientjourney.local.engine.EngineMemory;
import org.patientjourney.local.engine.EngineOptions;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.local.engine.LocalEngine;
import org.patientjourney.local.engine.Ports;

/**
 * Database, engine, sandbox and app, started in order and stopped in reverse.
 *
 * @param travel moves the clocks of engine and sandbox; empty for a server that cannot skip time
 */
public record LocalSystem(
    Deque<AutoCloseable> started,
    LocalKeys keys,
    URI url,
    URI sandboxUrl,
    String databaseUrl,
    LocalEngine engine,
    Optional<Travel> travel)
    implements AutoCloseable {
  /** In the data folder while an engine runs: the URL of its endpoints. */
  public static final String URL_FILE = "url";

  /**
   * Starts database, engine, sandbox and app; returns when the endpoints are open.
   *
   * @param moreClinics beside those of config.yml
   */
  public static LocalSystem start(LocalOptions options, List<String> moreClinics) throws Exception {
    Path data = Files.createDirectories(options.data()).toRealPath();
    Deque<AutoCloseable> started = new ArrayDeque<>();
    try {
      started.push(lock(data));
      EngineMemory memory = EngineMemory.of(data, options.engine());
      Ports ports = Ports.at(options.port());
      if (options.port() != 0) {
        Ports.expectFree(ports.application(), "--port");
        Ports.expectFree(ports.admin(), "--port (health and metrics are on the port after it)");
      }
      LocalKeys keys = LocalKeys.in(data);
      Optional<Process> sandbox = launchSandbox(options, moreClinics, data);
      sandbox.ifPresent(process -> started.push(process::destroy));
      LocalEngine engine = push(started, engine(options.engine(), data, ports, memory));
      memory.remember();
      EmbeddedDatabase database = push(started, new EmbeddedDatabase(data.resolve("postgres")));
      URI sandboxUrl =
          sandbox.isPresent()
              ? SandboxProcess.awaitReady(sandbox.get())
              : options.sandboxUrl().orElseThrow();
      Map<String, String> variables =
          LocalSettings.variables(options, keys, database.url(), sandboxUrl, ports);
      variables.put(
          "JOURNEY_TEMPORAL_UI", engine.ui().map(ui -> ui + "/namespaces/default").orElse(""));
      Path config = LocalSettings.writeConfig(data, options, moreClinics);
      LocalApplication application =
          push(started, LocalApplication.serve(engine, variables, config));
      memory.settle();
      URI url = URI.create("http://127.0.0.1:" + ports.application());
      Files.writeString(data.resolve(URL_FILE), url + "\n");
      started.push(() -> Files.deleteIfExists(data.resolve(URL_FILE)));
      Optional<Travel> travel = application.travelling(sandboxUrl, data);
      return new LocalSystem(started, keys, url, sandboxUrl, database.url(), engine, travel);
    } catch (Exception e) {
      closeAll(started).ifPresent(e::addSuppressed);
      throw e;
    }
  }

  public Travel.Arrival travel(Duration time) throws IOException {
    return travel
        .orElseThrow(
            () ->
                new IOException(
                    "expected an engine whose clock can be moved, found one that runs in real time"))
        .by(time);
  }

  /** What the user reads while it stops, which takes seconds when the class archive is written. */
  public static String stopping() {
    boolean archives =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.startsWith("-XX:ArchiveClassesAtExit"));
    return archives
        ? "stopping ... and writing the class archive, with which the next start is faster: some seconds"
        : "stopping ...";
  }

  /** Stops every part, also when one fails; then throws its exception. */
  @Override
  public void close() throws Exception {
    Optional<Exception> failure = closeAll(started);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static LocalEngine engine(
      EngineOptions options, Path data, Ports ports, EngineMemory memory) throws IOException {
    Duration ahead = LaptopClocks.kept(data);
    return switch (options.kind()) {
      case EMBEDDED -> new InProcessEngine(ahead);
      case DEV -> DevEngine.start(options.cli(), data, ports, memory.isBeginning(), ahead);
    };
  }

  private static Optional<Process> launchSandbox(
      LocalOptions options, List<String> moreClinics, Path data) throws IOException {
    if (options.sandboxUrl().isPresent()) {
      return Optional.empty();
    }
    Ports.expectFree(options.sandboxPort(), "--sandbox-port");
    return Optional.of(
        SandboxProcess.launch(
            data.resolve("sandbox"),
            options.sandboxPort(),
            LocalSettings.clinicByKey(moreClinics),
            options.sandboxDelayMillis()));
  }

  /** One engine for each data folder. */
  public static FileChannel lock(Path data) throws IOException {
    FileChannel channel =
        FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new IOException("another engine runs on " + data + ": stop it, or give --data");
    }
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  private static <T extends AutoCloseable> T push(Deque<AutoCloseable> started, T resource) {
    started.push(resource);
    return resource;
  }

  static Optional<Exception> closeAll(Deque<AutoCloseable> started) {
    Exception failure = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    return Optional.ofNullable(failure);
  }
}
