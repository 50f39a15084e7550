package org.patientjourney.app.relay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.dropwizard.util.Duration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.app.LogLines;
import org.patientjourney.app.configuration.JourneyConfiguration.RelayConfiguration;

@Timeout(60)
class RelayTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final FakeQueue queue = new FakeQueue();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Relay<String> relay = relay(1, Duration.hours(1));

  @Test
  void due_rows_are_handled_in_order() {
    queue.add("one", "two", "three");
    assertThat(look()).isEqualTo(3);
    assertThat(queue.handled()).containsExactly("one", "two", "three");
    assertThat(look()).isZero();
  }

  @Test
  void a_claim_is_for_the_configured_lease_and_a_bounded_batch() {
    look();
    assertThat(queue.lease).hasSeconds(30);
    assertThat(queue.limit).isEqualTo(4);
  }

  @Test
  void a_failing_row_is_backed_off_and_the_others_are_handled() {
    queue.add("one", "two", "three");
    queue.failAt("two");
    queue.attempts = 3;
    assertThat(look()).isEqualTo(3);
    assertThat(queue.handled()).containsExactly("one", "three");
    assertThat(queue.backedOff).isEqualTo(Map.of("two", NOW.plusSeconds(4)));
  }

  @Test
  void a_row_that_cannot_even_be_backed_off_is_left_to_its_lease() {
    queue.add("one", "two");
    queue.failAt("one");
    queue.failureOfBackOff = new IllegalStateException("made to fail");
    assertThat(look()).isEqualTo(2);
    assertThat(queue.handled()).containsExactly("two");
  }

  @Test
  void a_claim_that_fails_is_a_round_without_rows() {
    queue.add("one");
    queue.failureOfClaim = new IllegalStateException("made to fail");
    assertThat(look()).isZero();
    assertThat(look()).isEqualTo(1);
  }

  @Test
  void each_row_is_counted_as_claimed_and_by_its_outcome() {
    queue.add("one", "two", "three", "four");
    queue.failAt("two");
    queue.putOff("three");
    look();
    assertThat(count("claimed")).isEqualTo(4);
    assertThat(count("relayed")).isEqualTo(2);
    assertThat(count("failed")).isEqualTo(1);
    assertThat(count("backed-off")).as("the failed one too").isEqualTo(2);

    queue.add("two");
    queue.failureOfBackOff = new IllegalStateException("made to fail");
    look();
    assertThat(count("failed")).isEqualTo(2);
    assertThat(count("backed-off")).as("left to its lease").isEqualTo(2);
  }

  @Test
  void a_failure_is_logged_with_its_exception_types_without_messages() {
    List<ILoggingEvent> lines =
        logged(
            () -> {
              queue.failureOfClaim =
                  new IllegalStateException("CANARY", new IllegalArgumentException("CANARY"));
              look();
            });
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).getThrowableProxy()).isNull();
    assertThat(lines.get(0).getMDCPropertyMap()).isEmpty();
    assertThat(lines.get(0).getFormattedMessage())
        .contains("IllegalStateException <- java.lang.IllegalArgumentException")
        .doesNotContain("CANARY");
  }

  @Test
  void log_lines_of_each_row_name_its_own_journey_and_delivery() {
    queue.add("one");
    queue.failAt("one");
    List<ILoggingEvent> lines =
        logged(
            () -> {
              look();
              queue.failureOfClaim = new IllegalStateException("made to fail");
              look();
            });
    assertThat(lines)
        .extracting(ILoggingEvent::getMDCPropertyMap)
        .containsExactly(
            Map.of("journey", FakeQueue.JOURNEY.value(), "delivery", FakeQueue.DELIVERY.toString()),
            Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "-1,1",
    "0,1",
    "1,1",
    "2,2",
    "3,4",
    "4,8",
    "9,256",
    "10,300",
    "13,300",
    "2147483647,300"
  })
  void the_delay_doubles_from_a_second_to_five_minutes(int attempts, long seconds) {
    assertThat(Relay.backOff(attempts)).hasSeconds(seconds);
  }

  @Test
  void a_wake_up_claims_rows_without_waiting_for_the_poll() throws InterruptedException {
    relay.start();
    queue.awaitFirstLook();
    queue.add("stored just now");
    relay.wake();
    assertThat(queue.awaitHandled()).isEqualTo("stored just now");
    relay.stop();
  }

  @Test
  void a_claim_that_fails_does_not_end_the_relay() throws InterruptedException {
    queue.failureOfClaim = new IllegalStateException("made to fail");
    relay.start();
    queue.awaitFirstLook();
    queue.add("stored later");
    relay.wake();
    assertThat(queue.awaitHandled()).isEqualTo("stored later");
    relay.stop();
  }

  @Test
  void without_a_wake_up_the_relay_claims_rows_at_each_poll() throws InterruptedException {
    Relay<String> polling = relay(2, Duration.milliseconds(1));
    polling.start();
    queue.awaitFirstLook();
    queue.add("found by polling");
    assertThat(queue.awaitHandled()).isEqualTo("found by polling");
    polling.stop();
  }

  @Test
  void an_error_does_not_end_the_relay() throws InterruptedException {
    queue.add("deep");
    queue.errorAtFirst = new StackOverflowError("made to fail");
    relay.start();
    queue.awaitFirstLook();
    queue.add("next");
    relay.wake();
    assertThat(queue.awaitHandled()).isEqualTo("next");
    assertThat(queue.backedOff).containsOnlyKeys("deep");
    relay.stop();
  }

  @Test
  void an_error_of_a_claim_does_not_end_the_relay() throws InterruptedException {
    queue.errorOfClaim = new StackOverflowError("made to fail");
    relay.start();
    queue.awaitFirstLook();
    queue.add("next");
    relay.wake();
    assertThat(queue.awaitHandled()).isEqualTo("next");
    relay.stop();
  }

  /** One wake-up is for many rows, and rows that were stored meanwhile have their own. */
  @Test
  void after_a_full_batch_it_looks_again_without_a_wake_up() throws InterruptedException {
    queue.add("one", "two", "three", "four", "five");
    assertThat(look()).isEqualTo(4);
    assertThat(relay.handleDue()).isEqualTo(1);
    assertThat(queue.looks).isEqualTo(2);
  }

  @Test
  void of_idle_threads_one_looks() throws InterruptedException {
    Relay<String> many = relay(4, Duration.hours(1));
    many.start();
    queue.awaitFirstLook();
    queue.add("one");
    many.wake();
    queue.awaitHandled();
    many.stop();
    assertThat(queue.looks).isLessThanOrEqualTo(2);
  }

  /** Looks once more; returns how many rows it handled. */
  private int look() {
    relay.wake();
    try {
      return relay.handleDue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private double count(String step) {
    return meters.get("journey.relay.rows").tags("relay", "test", "step", step).counter().count();
  }

  private static List<ILoggingEvent> logged(Runnable work) {
    return LogLines.of(Relay.class.getName(), work);
  }

  private Relay<String> relay(int threads, Duration poll) {
    RelayConfiguration configuration = new RelayConfiguration(threads, poll, Duration.seconds(30));
    return new Relay<>("test", queue, configuration, InstantSource.fixed(NOW), meters);
  }
}
