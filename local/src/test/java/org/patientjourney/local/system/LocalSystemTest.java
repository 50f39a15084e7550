package org.patientjourney.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LocalSystemTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void every_part_is_stopped_when_some_fail() {
    Deque<AutoCloseable> started = new ArrayDeque<>();
    started.push(() -> closed.add("sandbox"));
    started.push(() -> fail("engine"));
    started.push(() -> fail("database"));
    started.push(() -> closed.add("app"));

    assertThat(LocalSystem.closeAll(started))
        .get()
        .satisfies(
            failure -> {
              assertThat(failure).hasMessage("database is gone");
              assertThat(failure.getSuppressed()).hasSize(1);
              assertThat(failure.getSuppressed()[0]).hasMessage("engine is gone");
            });
    assertThat(closed).containsExactly("app", "database", "engine", "sandbox");
  }

  private void fail(String part) throws IOException {
    closed.add(part);
    throw new IOException(part + " is gone");
  }
}
