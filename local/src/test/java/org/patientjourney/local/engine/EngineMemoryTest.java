package org.patientjourney.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineMemoryTest {
  private static final EngineOptions EMBEDDED = EngineOptions.EMBEDDED;
  private static final EngineOptions DEV =
      new EngineOptions(EngineOptions.Kind.DEV, "temporal", false);
  private static final EngineOptions DEV_REBUILD =
      new EngineOptions(EngineOptions.Kind.DEV, "temporal", true);

  @TempDir private Path data;

  /** As if its server had run. */
  @BeforeEach
  void writeRuns() throws IOException {
    Files.createFile(data.resolve(DevEngine.DATABASE));
  }

  @Test
  void a_fresh_folder_begins_with_nothing_and_remembers_its_engine() throws Exception {
    assertThat(dev().isBeginning()).isTrue();
    dev().settle();
    assertThat(dev().isBeginning()).isFalse();
  }

  @Test
  void another_engine_is_refused_with_what_to_do() throws Exception {
    dev().settle();
    assertThatThrownBy(() -> started(EMBEDDED))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run on the engine 'dev', found --engine embedded")
        .hasMessageContaining("--engine dev, or give another --data")
        .hasMessageContaining("--engine embedded --rebuild");
    assertThat(dev().isBeginning()).as("nothing has changed").isFalse();
  }

  @Test
  void a_rebuild_takes_over_and_begins_with_nothing() throws Exception {
    started(EMBEDDED).settle();
    EngineMemory rebuilding = started(DEV_REBUILD);
    assertThat(rebuilding.isBeginning()).isTrue();
    rebuilding.settle();
    assertThat(dev().isBeginning()).isFalse();
    assertThat(EngineMemory.of(data, DEV_REBUILD).isBeginning()).as("also its own").isTrue();
  }

  @Test
  void a_rebuild_that_was_killed_begins_again_at_the_next_start() throws Exception {
    started(EMBEDDED).settle();
    started(DEV_REBUILD);
    assertThat(dev().isBeginning()).isTrue();
    assertThatThrownBy(() -> started(EMBEDDED)).isInstanceOf(IOException.class);
  }

  @Test
  void an_engine_that_never_started_is_not_remembered() throws Exception {
    EngineMemory.of(data, DEV);
    started(EMBEDDED).settle();
    EngineMemory.of(data, DEV_REBUILD);
    assertThat(started(EMBEDDED).isBeginning()).isFalse();
  }

  @Test
  void a_rebuild_of_the_same_engine_that_was_killed_before_its_start_begins_again()
      throws Exception {
    dev().settle();
    EngineMemory.of(data, DEV_REBUILD);
    assertThat(dev().isBeginning()).isTrue();
  }

  @Test
  void a_server_that_lost_its_file_begins_with_nothing() throws Exception {
    dev().settle();
    Files.delete(data.resolve(DevEngine.DATABASE));
    assertThat(dev().isBeginning()).isTrue();
  }

  private EngineMemory dev() throws IOException {
    return started(DEV);
  }

  private EngineMemory started(EngineOptions options) throws IOException {
    EngineMemory memory = EngineMemory.of(data, options);
    memory.remember();
    return memory;
  }
}
