package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.system.LocalKeys;

class LocalKeysTest {
  private static final String OLD =
      "#Made by ./journey.\noperations=0b\nencryption=AAAA\nbackend=0a";

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

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void a_file_of_an_earlier_version_is_completed_and_keeps_what_it_has(String end)
      throws IOException {
    write(OLD + end);
    LocalKeys keys = LocalKeys.in(data);

    assertThat(keys.encryption()).isEqualTo("AAAA");
    assertThat(keys.backend()).isEqualTo("0a");
    assertThat(keys.operations()).isEqualTo("0b");
    assertThat(Set.of(keys.compliance(), keys.care())).allMatch(key -> key.matches("[0-9a-f]{40}"));
    assertThat(text()).startsWith(OLD + end);
    assertThat(LocalKeys.in(data).care()).isEqualTo(keys.care());
  }

  @Test
  void a_file_that_lost_its_encryption_key_gets_no_new_one() throws IOException {
    write("backend=0a\noperations=0b\n");

    assertThatThrownBy(() -> LocalKeys.in(data)).hasMessageContaining("encryption key");
    assertThat(text()).isEqualTo("backend=0a\noperations=0b\n");
  }

  private void write(String content) throws IOException {
    Files.writeString(data.resolve(LocalKeys.FILE), content);
  }

  private String text() throws IOException {
    return Files.readString(data.resolve(LocalKeys.FILE));
  }
}
