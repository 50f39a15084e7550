package org.patientjourney.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineClockTest {
  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "P22D"})
  void the_clock_is_never_behind_the_time_that_it_was_given(Duration ahead) {
    try (InProcessEngine engine = new InProcessEngine(ahead)) {
      Instant before = Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);

      assertThat(engine.clock().orElseThrow().instant()).isAfterOrEqualTo(before);
    }
  }
}
