package org.patientjourney.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What Temporal's test server does with its list, done with ours. */
class LockEventsTest {
  private final Object first = new Object();
  private final Object second = new Object();
  private final Object third = new Object();

  @Test
  void a_removed_event_is_gone_and_the_others_keep_their_order() {
    LockEvents events = new LockEvents(List.of(first));
    events.add(second);
    events.add(third);

    assertThat(events.remove(second)).isTrue();
    assertThat(events.remove(second)).as("given back twice").isFalse();

    assertThat(events.iterator()).toIterable().containsExactly(first, third);
    assertThat(events).hasSize(2);
  }

  @Test
  void another_server_is_refused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> LockEvents.intoTimerOf(new Object()))
        .withMessageContaining("1.38.0");
  }
}
