package org.patientjourney.local;

import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;
import org.patientjourney.local.system.LocalSystem;

/**
 * {@code ./journey up} inside the JVM of its tests, which is warm: a start costs a fraction of a
 * process. A test that kills has an {@link EngineProcess}.
 */
public final class TestEngine implements AutoCloseable {
  private final LocalSystem system;
  private final JsonClient operations;
  private final JsonClient anonymous;

  private TestEngine(LocalSystem system) {
    this.system = system;
    this.operations = new JsonClient(system.url(), system.keys().operations());
    this.anonymous = new JsonClient(system.url(), "");
  }

  /** With the project's {@code config.yml}, on free ports. */
  public static TestEngine start(Path data, URI sandbox, String... more) throws IOException {
    return start(BuiltFiles.config(), data, 0, sandbox, more);
  }

  /**
   * With another {@code config.yml}.
   *
   * @param port the same as before when webhook URLs of an earlier life must still lead here; else
   *     0, which takes free ones
   */
  public static TestEngine start(Path config, Path data, int port, URI sandbox, String... more)
      throws IOException {
    BuiltFiles.prepare();
    TestDatabase.prepare(data.resolve("postgres"));
    List<String> words = new ArrayList<>(List.of("up", "--data", data.toString()));
    words.addAll(List.of("--port", Integer.toString(port), "--sandbox-url", sandbox.toString()));
    words.addAll(List.of(more));
    System.setProperty(LocalSettings.CONFIG_FILE, config.toString());
    try {
      return new TestEngine(LocalSystem.start(LocalOptions.parse(words), List.of()));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the engine does not start", e);
    } finally {
      System.setProperty(LocalSettings.CONFIG_FILE, BuiltFiles.config().toString());
    }
  }

  public JsonClient operations() {
    return operations;
  }

  public JsonClient anonymous() {
    return anonymous;
  }

  /** What {@code config.yml} is read with by a command on the same record. */
  public Map<String, String> variables() throws IOException {
    return LocalSettings.variables(
        LocalOptions.parse(List.of("up")),
        system.keys(),
        system.databaseUrl(),
        system.sandboxUrl(),
        Ports.at(0));
  }

  public LocalKeys keys() {
    return system.keys();
  }

  /** As a user of Temporal's UI or CLI. */
  public WorkflowClient temporal() {
    return WorkflowClient.newInstance(
        system.engine().stubs(), system.engine().clientOptions().build());
  }

  public URI url() {
    return system.url();
  }

  @Override
  public void close() throws IOException {
    try {
      system.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the engine does not stop", e);
    }
  }
}
