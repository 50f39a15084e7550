package org.patientjourney.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.local.engine.Ports;

/** A process of the installation, which is killed and started again with the same port. */
final class Part {
  private final String name;
  private final List<String> command;
  private final Map<String, String> variables;
  private final int port;
  private final Path log;
  private @Nullable Process process;
  private boolean killed;
  private boolean closed;
  private int kills;
  private int ownEnds;

  Part(String name, List<String> command, Map<String, String> variables, int port, Path folder) {
    this.name = name;
    this.command = command;
    this.variables = variables;
    this.port = port;
    this.log = folder.resolve(name + ".log");
  }

  String name() {
    return name;
  }

  /** Starts it unless it runs, as a supervisor does. */
  synchronized void keepRunning() throws IOException {
    if (closed || (process != null && process.isAlive())) {
      return;
    }
    if (process != null && !killed) {
      ownEnds++;
    }
    killed = false;
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(variables);
    process = builder.start();
  }

  boolean isListening() {
    return Ports.isListening(port);
  }

  /** kill -9 of it and of its own processes; returns when it has ended. */
  synchronized void kill() {
    if (process == null || !process.isAlive()) {
      return;
    }
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
    killed = true;
    kills++;
  }

  /** Asks it to end, for good. */
  synchronized void stop() {
    closed = true;
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }

  /** Kills it for good. */
  synchronized void close() {
    closed = true;
    kill();
  }

  @Override
  public String toString() {
    return name + " " + kills + (ownEnds == 0 ? "" : " (ended by itself " + ownEnds + ")");
  }
}
