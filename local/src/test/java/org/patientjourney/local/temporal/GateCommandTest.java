package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.app.gate.GateCommand;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.workflows.journey.JourneyJson;

/** On the histories that the module workflows has recorded of this build's line. */
class GateCommandTest {
  private static final Path RECORDED =
      BuiltFiles.root().resolve("workflows/src/test/resources/histories");

  private static final InProcessEngine ENGINE = new InProcessEngine();

  private final List<String> printed = new ArrayList<>();
  private final GateCommand gate = new GateCommand(configuration -> client(), printed::add);

  @TempDir private Path folder;

  @AfterAll
  static void stop() {
    ENGINE.close();
  }

  @Test
  void passes_a_build_that_does_what_the_histories_say() {
    gate.check(client(), RECORDED.toString());

    assertThat(printed).hasSize(1).first().asString().endsWith(" histories: 0 would block");
  }

  @Test
  void names_the_runs_that_another_line_has_begun_and_this_build_would_block() throws IOException {
    copy("approved.json", "SendInvite", "InvitePatient");
    copy("cancelled.json", "SendInvite", "SendInvite");

    assertThatThrownBy(() -> gate.check(client(), folder.toString()))
        .hasMessage("this build would block the runs above: do not start its workers");
    assertThat(printed).hasSize(2);
    assertThat(printed.get(0))
        .startsWith("approved.json would block: ")
        .contains("NonDeterministicException", "SendInvite", "InvitePatient")
        .doesNotContain("\n");
    assertThat(printed.get(1)).isEqualTo("replayed 2 histories: 1 would block");
  }

  @Test
  void a_folder_without_histories_proves_nothing() {
    assertThatThrownBy(() -> gate.check(client(), folder.toString()))
        .hasMessage("expected histories as *.json in " + folder + ", found none");
  }

  @Test
  void a_folder_that_is_none_and_a_file_that_is_no_history_are_named() throws IOException {
    String none = folder.resolve("none").toString();
    assertThatThrownBy(() -> gate.check(client(), none))
        .hasMessage("expected --folder with a folder, found " + none);

    Path file = Files.writeString(folder.resolve("a.json"), "[]");
    assertThatThrownBy(() -> gate.check(client(), folder.toString()))
        .hasMessageContaining("expected a history")
        .hasMessageContaining(file.toString());
  }

  /** As a build would have recorded it whose activity has another name. */
  private void copy(String name, String activity, String renamed) throws IOException {
    String history = Files.readString(RECORDED.resolve(name));
    assertThat(history).contains("\"" + activity + "\"");
    Files.writeString(
        folder.resolve(name), history.replace("\"" + activity + "\"", "\"" + renamed + "\""));
  }

  private static WorkflowClient client() {
    return WorkflowClient.newInstance(
        ENGINE.stubs(),
        ENGINE.clientOptions().setDataConverter(JourneyJson.dataConverter()).build());
  }
}
