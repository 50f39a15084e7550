package org.patientjourney.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnknownTokenLimitTest {
  private final AtomicLong nanos = new AtomicLong();
  private final UnknownTokenLimit limit = new UnknownTokenLimit(2, nanos::get);

  @Test
  void each_source_has_its_own_limit_and_a_new_one_a_minute_later() {
    assertThat(limit.allows("192.0.2.1")).isTrue();
    assertThat(limit.isReached("192.0.2.1")).isFalse();
    assertThat(limit.allows("192.0.2.1")).isTrue();
    assertThat(limit.isReached("192.0.2.1")).isTrue();
    assertThat(limit.allows("192.0.2.1")).isFalse();
    assertThat(limit.isReached("192.0.2.2")).isFalse();
    assertThat(limit.allows("192.0.2.2")).isTrue();

    nanos.addAndGet(Duration.ofSeconds(UnknownTokenLimit.SECONDS).toNanos() - 1);
    assertThat(limit.allows("192.0.2.1")).isFalse();
    nanos.addAndGet(1);
    assertThat(limit.allows("192.0.2.1")).isTrue();
  }
}
