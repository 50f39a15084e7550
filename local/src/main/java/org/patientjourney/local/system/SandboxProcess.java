package org.patientjourney.local.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The provider's simulator: a process of its own, never on our class path. */
public final class SandboxProcess {
  /** System property: the class path of the sandbox, set by the launcher and the build. */
  public static final String CLASS_PATH = "journey.sandbox.classpath";

  private static final String READY = "sandbox listening on ";

  private SandboxProcess() {}

  /**
   * Launches a sandbox that ends when this process does, however that ends.
   *
   * @param clinicByKey the accounts that it knows
   * @param delayMillis until a patient is examined
   */
  public static Process launch(
      Path data, int port, Map<String, String> clinicByKey, long delayMillis) throws IOException {
    String classPath = System.getProperty(CLASS_PATH);
    if (classPath == null) {
      throw new IllegalStateException(
          "expected the system property " + CLASS_PATH + ": start with ./journey");
    }
    Files.createDirectories(data);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", classPath, "org.patientjourney.sandbox.SandboxMain"));
    command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
    command.addAll(List.of("--delay-ms", Long.toString(delayMillis), "--exit-with-parent"));
    clinicByKey.forEach((key, clinic) -> command.addAll(List.of("--account", key + "=" + clinic)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("sandbox.log").toFile()))
        .start();
  }

  /** Waits until it listens; returns its URL. */
  public static URI awaitReady(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null || !line.startsWith(READY)) {
      throw new IOException("expected '" + READY + "<url>' of the sandbox, found: " + line);
    }
    return URI.create(line.substring(READY.length()).strip());
  }
}
