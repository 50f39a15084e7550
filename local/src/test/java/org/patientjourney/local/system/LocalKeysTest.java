package org.patientjourney.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeysTest {
  @TempDir private Path data;

  @Test
  void a_new_file_has_a_key_for_each_role() throws IOException {
    LocalKeys keys = LocalKeys.in(data);

    assertThat(
            Set.of(
                keys.backend(),
                keys.operations(),
                keys.compliance(),
                keys.care(),
                keys.dispensing()))
        .allMatch(key -> key.matches("[0-9a-f]{40}"));
  }

  @Test
  void the_second_start_finds_the_keys_of_the_first() throws IOException {
    LocalKeys first = LocalKeys.in(data);
    String file = text();
    LocalKeys second = LocalKeys.in(data);

    assertThat(second.encryption()).isEqualTo(first.encryption());
    assertThat(second.care()).isEqualTo(first.care());
    assertThat(text()).isEqualTo(file);
  }

  @Test
  void a_file_that_lost_its_encryption_key_gets_no_new_one() throws IOException {
    write("backend=0a\noperations=0b\n");

    assertThatThrownBy(() -> LocalKeys.in(data)).hasMessageContaining("encryption key");
    assertThat(text()).isEqualTo("backend=0a\noperations=0b\n");
  }

  @Test
  void a_file_without_the_key_of_a_role_is_refused() throws IOException {
    write("encryption=AAAA\nbackend=0a\n");

    assertThatThrownBy(() -> LocalKeys.in(data)).hasMessageContaining("keys of [backend");
  }

  private void write(String content) throws IOException {
    Files.writeString(data.resolve(LocalKeys.FILE), content);
  }

  private String text() throws IOException {
    return Files.readString(data.resolve(LocalKeys.FILE));
  }
}
