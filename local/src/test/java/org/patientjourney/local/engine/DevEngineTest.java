package org.patientjourney.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures without a Temporal CLI are reported; the tests need no server. */
class DevEngineTest {
  @TempDir private Path data;

  @Test
  void a_missing_cli_is_named_with_what_to_do() {
    assertThatThrownBy(() -> start("/nowhere/temporal"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found none at '/nowhere/temporal'")
        .hasMessageContaining("--temporal-cli PATH or JOURNEY_TEMPORAL_CLI");
  }

  @Test
  void a_server_that_ends_at_once_is_not_waited_for() {
    assertThatThrownBy(() -> start("false"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not serve")
        .hasMessageContaining("temporal.log");
  }

  @Test
  void runs_of_a_server_are_deleted_with_its_journal() throws Exception {
    Files.createFile(data.resolve("temporal.db"));
    Files.createFile(data.resolve("temporal.db-journal"));
    DevEngine.forget(data);
    assertThat(data).isEmptyDirectory();
  }

  private void start(String cli) throws IOException {
    DevEngine.start(cli, data, Ports.at(0), false, Duration.ZERO).close();
  }
}
