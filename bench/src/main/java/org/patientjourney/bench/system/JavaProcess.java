package org.patientjourney.bench.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that ends when its standard input does, and so with this process. */
public final class JavaProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader output;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.log = log;
  }

  static JavaProcess start(List<String> arguments, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new JavaProcess(builder.start(), log);
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

  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  public double residentMegabytes() throws IOException {
    return status("VmRSS:") / 1024;
  }

  public double threads() throws IOException {
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
