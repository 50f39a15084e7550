package org.patientjourney.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.ShutdownThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.TestConfig;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.engine.InProcessEngine;

class LocalApplicationTest {
  @TempDir private Path folder;

  @Test
  void reports_a_missing_variable_once_and_without_a_stack_trace() throws Exception {
    BuiltFiles.prepare();
    Path config = TestConfig.copy(folder, Map.of());
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(printed, true, UTF_8));
    try (InProcessEngine engine = new InProcessEngine()) {
      assertThatThrownBy(() -> LocalApplication.serve(engine, Map.of(), config).close())
          .hasMessage("the app does not start")
          .cause()
          .hasMessageContaining("names environment variables that are not set")
          .hasMessageContaining("JOURNEY_PORT");
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  /** Jetty's hook would stop it beside ours, after PostgreSQL. */
  @Test
  void the_server_is_not_stopped_by_a_shutdown_hook_of_jetty() throws Exception {
    assertThat(TestSystem.shared().operations().get("/journeys").status()).isEqualTo(200);
    Field registered = ShutdownThread.class.getDeclaredField("_lifeCycles");
    registered.setAccessible(true);
    assertThat((List<?>) registered.get(ShutdownThread.getInstance()))
        .noneMatch(Server.class::isInstance);
  }
}
