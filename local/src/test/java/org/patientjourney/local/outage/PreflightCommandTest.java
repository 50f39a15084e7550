package org.patientjourney.local.outage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.TestDatabase;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.fault.PortBoundTemporal;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;

/** {@code preflight} as a script calls it: its exit code says who must do something. */
@Tag("endurance")
@SuppressWarnings("NullAway.Init") // set before the tests
class PreflightCommandTest {
  @TempDir private static Path data;
  private static EmbeddedDatabase record;
  private static PortBoundTemporal temporal;

  @BeforeAll
  static void start() throws Exception {
    BuiltFiles.prepare();
    record = TestDatabase.start(data.resolve("postgres"));
    temporal = new PortBoundTemporal();
  }

  @AfterAll
  static void stop() throws Exception {
    temporal.close();
    record.close();
  }

  private record Run(int exitCode, String output) {}

  @Test
  void a_system_that_is_ready_is_0() throws Exception {
    Run run = preflight(record.url(), temporal.address(), "default");
    assertThat(run.output())
        .contains("schema version 1, migrations to run: 0", "Temporal: namespace default is ready");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void a_postgresql_that_is_down_is_1() throws Exception {
    String closed = "jdbc:postgresql://127.0.0.1:" + Ports.at(0).application() + "/journey";
    Run run = preflight(closed, temporal.address(), "default");
    assertThat(run.output()).contains("Connection to 127.0.0.1", "refused");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void a_temporal_that_is_down_is_3() throws Exception {
    Run run = preflight(record.url(), "127.0.0.1:" + Ports.at(0).temporal(), "default");
    assertThat(run.output()).contains("UNREACHABLE: Temporal at 127.0.0.1", "Connection refused");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  private static Run preflight(String database, String address, String namespace)
      throws IOException, InterruptedException {
    LocalOptions options = LocalOptions.parse(List.of("up", "--data", data.toString()));
    Map<String, String> variables =
        LocalSettings.variables(
            options, LocalKeys.in(data), database, URI.create("http://127.0.0.1:9"), Ports.at(0));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.patientjourney.app.JourneyApplication",
            "preflight",
            BuiltFiles.config().toString());
    builder.environment().putAll(variables);
    builder
        .environment()
        .putAll(Map.of("TEMPORAL_ADDRESS", address, "TEMPORAL_NAMESPACE", namespace));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }
}
