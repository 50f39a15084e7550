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
  void a_variable_without_a_file_is_itself() {
    assertThat(value(Map.of("SECRET", "itself"))).isEqualTo("itself");
    assertThat(value(Map.of("SECRET", "itself", "SECRET_FILE", ""))).isEqualTo("itself");
    assertThat(value(Map.of())).isNull();
  }

  @Test
  void an_empty_variable_does_not_hide_its_file() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "of-a-file");
    assertThat(value(Map.of("SECRET", "", "SECRET_FILE", file.toString()))).isEqualTo("of-a-file");
  }

  @Test
  void a_variable_and_a_file_are_refused() {
    assertThatThrownBy(() -> value(Map.of("SECRET", "itself", "SECRET_FILE", "/nowhere")))
        .hasMessage("expected SECRET or SECRET_FILE, found both: remove one");
  }

  @Test
  void a_file_that_cannot_be_read_is_named_with_its_variable() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> value(Map.of("SECRET_FILE", none.toString())))
        .hasMessage("expected SECRET_FILE to name a readable file, found " + none);
  }

  private static @Nullable String value(Map<String, String> variables) {
    return VariableSourceProvider.orFromFiles(variables::get).apply("SECRET");
  }
}
