package org.patientjourney.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.system.LocalSystem;

class DemoFolderTest {
  @TempDir private Path folder;

  @Test
  void each_demo_begins_with_nothing_of_the_one_before() throws IOException {
    Path data = folder.resolve("demo");
    Demo.emptyFolder(data);
    Path left = Files.createDirectories(data.resolve("engine")).resolve("left");
    Files.writeString(left, "by a demo");

    Demo.emptyFolder(data);

    assertThat(left).doesNotExist();
    assertThat(data).isDirectory();
  }

  /** As {@code up} leaves it: the record, its keys, and a configuration. */
  @Test
  void folders_that_are_no_demos_are_kept() throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.properties"), "the only key");
    Files.writeString(folder.resolve("config.yml"), "mode: test");

    assertThatIOException()
        .isThrownBy(() -> Demo.emptyFolder(folder))
        .withMessageContaining("expected an earlier demo's folder");
    assertThat(keys).hasContent("the only key");
  }

  @Test
  void a_running_demo_is_not_deleted() throws IOException {
    Path data = folder.resolve("demo");
    Demo.emptyFolder(data);
    Path used = Files.writeString(data.resolve("used"), "by another");
    try (FileChannel lock = LocalSystem.lock(data)) {
      assertThat(lock.isOpen()).isTrue();
      assertThatIOException().isThrownBy(() -> Demo.emptyFolder(data));
    }
    assertThat(used).exists();
  }
}
