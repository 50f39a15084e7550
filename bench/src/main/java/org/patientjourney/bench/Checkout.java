package org.patientjourney.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A built source tree of the engine, this one or an older one. */
record Checkout(String name, Path home) {
  /** {@code ./journey up} on free ports. */
  List<String> up(Path data) {
    List<String> command = new ArrayList<>(List.of(home.resolve("journey").toString(), "up"));
    command.addAll(List.of("--data", data.toString(), "--port", "0", "--sandbox-port", "0"));
    command.add("--exit-with-parent");
    return command;
  }

  /** {@code up} without the launcher: its class, with our do-nothing route behind the engine's. */
  List<String> java(List<String> flags, Path data) throws IOException {
    Path local = home.resolve("local/target");
    Path sandbox = home.resolve("sandbox/target");
    List<String> command = ChildProcess.java(flags);
    command.add("-Djourney.config=" + config(data));
    command.add(
        "-Djourney.sandbox.classpath=" + sandbox.resolve("classes") + ":" + classPath(sandbox));
    command.add("-cp");
    command.add(
        local.resolve("classes") + ":" + classPath(local) + ":" + System.getProperty("bench.home"));
    command.add(mainClass());
    return command;
  }

  /** No limit of calls to the provider, which would be the only thing measured. */
  private Path config(Path folder) throws IOException {
    String limited = Files.readString(home.resolve("config.yml"));
    String config = limited.replaceFirst("callsPerSecond: \\d+", "callsPerSecond: 100000");
    return Files.writeString(folder.resolve("bench-config.yml"), config);
  }

  /** The class of {@code ./journey}, which the launcher names. */
  private String mainClass() throws IOException {
    return Files.readAllLines(home.resolve("journey")).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("org.patientjourney.") && line.endsWith(" \"$@\""))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElseThrow(() -> new IOException("the launcher of " + home + " names no main class"));
  }

  private static String classPath(Path target) throws IOException {
    return Files.readString(target.resolve("classpath")).strip();
  }
}
