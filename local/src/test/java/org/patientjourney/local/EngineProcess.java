package org.patientjourney.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalSettings;
import org.patientjourney.local.system.SandboxProcess;

/** {@code ./journey up} as a process that a test may kill at any moment. */
public final class EngineProcess implements AutoCloseable {
  private static final String READY = "journey engine ready: ";

  private final Process process;
  private final URI url;
  private final LocalKeys keys;
  private final JsonClient operations;
  private final JsonClient anonymous;

  private EngineProcess(Process process, URI url, LocalKeys keys) {
    this.process = process;
    this.url = url;
    this.keys = keys;
    this.operations = new JsonClient(url, keys.operations());
    this.anonymous = new JsonClient(url, "");
  }

  /**
   * Starts it and waits until its endpoints are open.
   *
   * @param port the same as before when webhook URLs of an earlier life must still lead here; else
   *     0, which takes free ones
   */
  public static EngineProcess start(Path data, int port, URI sandbox, String roles, String... more)
      throws IOException {
    return start(BuiltFiles.config(), data, port, sandbox, roles, more);
  }

  /** The same with another {@code config.yml} than the project's. */
  public static EngineProcess start(
      Path config, Path data, int port, URI sandbox, String roles, String... more)
      throws IOException {
    TestDatabase.prepare(data.resolve("postgres"));
    List<String> words = new ArrayList<>(List.of("up", "--data", data.toString()));
    words.addAll(List.of("--port", Integer.toString(port), "--sandbox-url", sandbox.toString()));
    words.addAll(List.of("--roles", roles, "--exit-with-parent"));
    words.addAll(List.of(more));
    Process process = launchWith(config, words);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        URI url = URI.create(line.substring(READY.length()));
        return new EngineProcess(process, url, LocalKeys.in(data));
      }
    }
    throw new IOException("the engine ended before it was ready");
  }

  /** The launcher's command without the launcher. */
  public static Process launch(String... words) throws IOException {
    return launchWith(BuiltFiles.config(), List.of(words));
  }

  private static Process launchWith(Path config, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-D" + SandboxProcess.CLASS_PATH + "=" + BuiltFiles.sandboxClassPath());
    command.add("-D" + LocalSettings.CONFIG_FILE + "=" + config);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "org.patientjourney.local.cli.LocalMain"));
    command.addAll(words);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public JsonClient operations() {
    return operations;
  }

  public JsonClient anonymous() {
    return anonymous;
  }

  public LocalKeys keys() {
    return keys;
  }

  public URI url() {
    return url;
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the engine survived its kill");
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
