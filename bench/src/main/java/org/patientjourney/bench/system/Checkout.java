package org.patientjourney.bench.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A built source tree of the engine, this one or an older one. */
public record Checkout(String name, Path home) {
  private static final String LAUNCHER = "journey";

  /** As {@code ./journey} takes it, with our do-nothing route behind it. */
  List<String> jvm(Path config) throws IOException {
    Path local = home.resolve("local/target");
    Path sandbox = home.resolve("sandbox/target");
    return List.of(
        "-Djourney.config=" + config,
        "-Djourney.sandbox.classpath=" + sandbox.resolve("classes") + ":" + classPath(sandbox),
        "-cp",
        local.resolve("classes") + ":" + classPath(local) + ":" + System.getProperty("bench.home"));
  }

  /** No limit of calls to the provider, which would be the only thing measured. */
  Path config(Path folder) throws IOException {
    String limited = Files.readString(home.resolve("config.yml"));
    String config = limited.replaceFirst("callsPerSecond: \\d+", "callsPerSecond: 100000");
    return Files.writeString(folder.resolve("bench-config.yml"), config);
  }

  /** The class of {@code ./journey}, which the launcher names. */
  String mainClass() throws IOException {
    return Files.readAllLines(home.resolve(LAUNCHER)).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("org.patientjourney.") && line.endsWith(" \"$@\""))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElseThrow(() -> new IOException("the launcher of " + home + " names no main class"));
  }

  public File launcher() {
    return home.resolve(LAUNCHER).toFile();
  }

  private static String classPath(Path target) throws IOException {
    return Files.readString(target.resolve("classpath")).strip();
  }
}
