package org.patientjourney.app.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterEngineTest {
  @TempDir private Path folder;

  @Test
  void a_file_says_where_temporal_is_and_a_variable_comes_first() throws Exception {
    Path file = write("[profile.default]\nnamespace = \"of-the-file\"\n");
    assertThat(namespace(Map.of("TEMPORAL_CONFIG_FILE", file.toString()))).isEqualTo("of-the-file");
    assertThat(
            namespace(
                Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_NAMESPACE", "variable")))
        .isEqualTo("variable");
  }

  @Test
  void a_file_that_is_not_there_is_refused() {
    Path none = folder.resolve("none.toml");
    assertThatThrownBy(() -> namespace(Map.of("TEMPORAL_CONFIG_FILE", none.toString())))
        .hasMessage("expected TEMPORAL_CONFIG_FILE to name a readable file, found " + none);
  }

  @Test
  void a_file_that_is_not_toml_is_refused_with_its_line() throws Exception {
    Path file = write("[profile.default]\nnamespace = [\n");
    assertThatThrownBy(() -> namespace(Map.of("TEMPORAL_CONFIG_FILE", file.toString())))
        .hasMessageContaining("expected TOML in " + file)
        .hasMessageContaining("in line 3");
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("temporal.toml"), text);
  }

  private static String namespace(Map<String, String> variables) {
    return new ClusterEngine(variables).clientOptions().build().getNamespace();
  }
}
