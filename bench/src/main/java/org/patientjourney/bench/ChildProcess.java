package org.patientjourney.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that ends when its standard input does, and so with this one. */
record ChildProcess(Process process, BufferedReader output, Path log) implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  static ChildProcess start(List<String> command, Path folder) throws IOException {
    Path log = folder.resolve("bench.log");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new ChildProcess(process, process.inputReader(StandardCharsets.UTF_8), log);
  }

  /** The beginning of a command that runs this JVM's Java. */
  static List<String> java(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    return command;
  }

  /** Reads its output up to the line; returns what follows the beginning. */
  String awaitLine(String beginning) throws IOException {
    String line = output.readLine();
    while (line != null && !line.strip().startsWith(beginning)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("expected '" + beginning + "', found the end: see " + log);
    }
    return line.strip().substring(beginning.length()).strip();
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  double residentMegabytes() throws IOException {
    return status("VmRSS:") / 1024;
  }

  double threads() throws IOException {
    return status("Threads:");
  }

  private double status(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("a process did not end: see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
