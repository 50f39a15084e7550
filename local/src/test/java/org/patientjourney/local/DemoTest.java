package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo tells the truth: it succeeds when all is well, and its check can fail. */
class DemoTest {
  @TempDir private Path data;

  private record Run(int exitCode, String output) {}

  private Run demo(String... words) throws IOException, InterruptedException {
    String[] command = new String[words.length + 3];
    command[0] = "demo";
    command[1] = "--data";
    command[2] = data.resolve("demo").toString();
    System.arraycopy(words, 0, command, 3, words.length);
    Process process = EngineProcess.launch(command);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  @Test
  void every_story_comes_out_as_it_must() throws Exception {
    Run run = demo();
    assertThat(run.output()).contains("all 5 stories as they must be");
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lose-event", "double-invite"})
  void sabotage_is_noticed(String sabotage) throws Exception {
    Run run = demo("--sabotage", sabotage);
    assertThat(run.output()).contains("FAILED");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void words_that_the_launcher_does_not_know_are_refused() throws Exception {
    assertThat(demo("--sabotage", "nothing").exitCode()).isEqualTo(2);
    assertThat(demo("--slowly").exitCode()).isEqualTo(2);
  }
}
