package org.patientjourney.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir private Path folder;

  @Test
  void a_variable_may_name_the_file_of_its_value() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "of-a-file\n");
    assertThat(value(Map.of("SECRET_FILE", file.toString()))).isEqualTo("of-a-file");
  }

  @Test
  void the_variable_itself_comes_first() {
    assertThat(value(Map.of("SECRET", "itself", "SECRET_FILE", "/nowhere"))).isEqualTo("itself");
    assertThat(value(Map.of())).isNull();
  }

  @Test
  void a_file_that_cannot_be_read_is_named_by_its_variable() {
    assertThatThrownBy(() -> value(Map.of("SECRET_FILE", folder.resolve("none").toString())))
        .hasMessageContaining("SECRET_FILE names no readable file");
  }

  private static @Nullable String value(Map<String, String> variables) {
    return VariableSourceProvider.orFromFiles(variables::get).apply("SECRET");
  }
}
