package org.patientjourney.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.local.system.LocalApplication;

class LocalApplicationTest {
  @TempDir private Path folder;

  @Test
  void a_missing_variable_is_told_once_and_not_as_a_stack_trace() throws Exception {
    Room.prepare();
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
}
