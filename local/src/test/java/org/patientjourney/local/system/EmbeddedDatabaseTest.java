package org.patientjourney.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shell stands in for the process whose number an earlier PostgreSQL has left in its folder. */
class EmbeddedDatabaseTest {
  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void prepare() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void a_postgres_of_this_folder_is_stopped() throws Exception {
    Process process = run("postgres", data.toString());

    EmbeddedDatabase.stopLeftBehind(data);

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"postgres, /another/data", "editor, data"})
  void another_process_with_the_same_process_id_is_not_stopped(String command, String argument)
      throws Exception {
    Process process = run(command, argument.equals("data") ? data.toString() : argument);

    EmbeddedDatabase.stopLeftBehind(data);

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void a_start_that_fails_says_what_postgres_wrote() throws Exception {
    Files.writeString(data.resolve("PG_VERSION"), "9\n");

    assertThatThrownBy(() -> new EmbeddedDatabase(data).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("PostgreSQL does not start")
        .hasMessageContaining("postgres.log ends with: ");
  }

  /** Until its input ends. */
  private Process run(String command, String dataOfProcess) throws IOException {
    Path shell = Files.copy(Path.of("/bin/sh"), folder.resolve(command));
    Process process =
        new ProcessBuilder(shell.toString(), "-c", "read line", "-D", dataOfProcess)
            .redirectErrorStream(true)
            .start();
    started.add(process);
    Files.writeString(data.resolve("postmaster.pid"), process.pid() + "\n" + data + "\n");
    return process;
  }
}
