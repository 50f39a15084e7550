package org.patientjourney.local.outage;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.http.JsonClient;

/** The app as in production, one process of several on one PostgreSQL and one Temporal server. */
final class InstanceProcess implements AutoCloseable {
  private final Process process;
  private final URI url;

  private InstanceProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts; {@link #awaitOpen} waits for its endpoints.
   *
   * @param variables that its configuration asks for
   * @param temporal address of the server
   */
  static InstanceProcess start(
      Path config, Map<String, String> variables, String temporal, Ports ports) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "org.patientjourney.app.JourneyApplication",
            "server",
            config.toString());
    builder.environment().putAll(variables);
    builder
        .environment()
        .putAll(Map.of("TEMPORAL_ADDRESS", temporal, "TEMPORAL_NAMESPACE", "default"));
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new InstanceProcess(process, URI.create("http://127.0.0.1:" + ports.application()));
  }

  void awaitOpen() {
    JsonClient client = client("");
    await("endpoints at " + url)
        .failFast("the instance ended", () -> !process.isAlive())
        .ignoreException(ConnectException.class)
        .until(() -> client.get("/openapi.json").status() == 200);
  }

  JsonClient client(String key) {
    return new JsonClient(url, key);
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the instance survived its kill");
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
