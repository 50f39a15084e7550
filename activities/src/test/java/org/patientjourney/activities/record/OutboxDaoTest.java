package org.patientjourney.activities.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.OutboxRow.OutboxKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.JourneyId;

class OutboxDaoTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final OutboxDao outbox = engine.dao(OutboxDao.class);

  /** One row is due: the journey's start. */
  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
  }

  @Test
  void no_other_relay_gets_a_claimed_row_before_the_lease_ends() {
    assertThat(claim(9))
        .containsExactly(
            new OutboxRow(1, OutboxKind.START, JOURNEY, "\"" + JOURNEY + "\"", 1, true, true));
    assertThat(claim(9)).isEmpty();

    engine.clock().advance(LEASE.minusMillis(1));
    assertThat(claim(9)).isEmpty();

    engine.clock().advance(Duration.ofMillis(1));
    assertThat(claim(9)).extracting(OutboxRow::attempts).containsExactly(2);
  }

  @Test
  void each_lease_of_a_row_is_twice_as_long_as_the_one_before_and_an_hour_at_most() {
    claim(1);
    for (int lease = 1; lease < 20; lease++) {
      Duration length = Duration.ofSeconds(Math.min(3600, 30L << (lease - 1)));
      engine.clock().advance(length.minusMillis(1));
      assertThat(claim(9)).as("lease %s", lease).isEmpty();
      engine.clock().advance(Duration.ofMillis(1));
      assertThat(claim(9)).extracting(OutboxRow::attempts).containsExactly(lease + 1);
    }
  }

  @Test
  void a_claimed_row_says_whether_its_journey_is_open() {
    DATABASE.change("update journey set open = false");
    assertThat(claim(1)).extracting(OutboxRow::journeyOpen).containsExactly(false);
  }

  @Test
  void the_start_of_a_journey_that_is_held_is_not_its_first() {
    DATABASE.change("update journey set holds = array['HELD_BY_PERSON']");
    assertThat(claim(9)).extracting(OutboxRow::firstStart).containsExactly(false);
  }

  @Test
  void only_the_start_of_a_journey_that_nobody_has_claimed_or_restarted_is_its_first() {
    engine.claim(JOURNEY);
    DATABASE.change("update outbox set done_at = null, next_attempt_at = created_at");
    assertThat(claim(9)).extracting(OutboxRow::firstStart).containsExactly(false);

    DATABASE.change("update journey set claimed_by = null");
    Origin person = new Origin("c-1", "olivia", "looked in the portal");
    engine.reopening().restart(JOURNEY, person);

    engine.clock().advance(LEASE);
    assertThat(claim(9)).extracting(OutboxRow::firstStart).containsExactly(false, false);
  }

  @Test
  void eight_claimers_at_once_never_get_the_same_row() throws Exception {
    insertUntilThereAre(40);

    List<List<OutboxRow>> claims = TestThreads.together(8, () -> claim(16));

    assertThat(claims).allMatch(claim -> claim.size() <= 16);
    assertThat(claims.stream().flatMap(List::stream).map(OutboxRow::id).toList())
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(16);
    List<OutboxRow> rest = claim(40);
    assertThat(rest.size() + claims.stream().mapToInt(List::size).sum()).isEqualTo(40);
  }

  /** Without "skip locked" the second claimer would wait for the first, and then share its rows. */
  @Test
  void a_relay_skips_rows_that_another_relay_is_claiming() throws Exception {
    insertUntilThereAre(3);
    Instant now = engine.clock().instant();

    engine
        .jdbi()
        .useTransaction(
            handle -> {
              handle.attach(OutboxDao.class).claimDue(now, (double) LEASE.toSeconds(), 2);
              assertThat(TestThreads.together(1, () -> claim(9)).get(0))
                  .extracting(OutboxRow::id)
                  .containsExactly(3L);
            });
  }

  @Test
  void rows_that_are_due_longest_are_claimed_first() {
    insertUntilThereAre(3);

    assertThat(claim(2)).extracting(OutboxRow::id).containsExactlyInAnyOrder(1L, 2L);
    assertThat(claim(2)).extracting(OutboxRow::id).containsExactly(3L);
  }

  @Test
  void a_row_that_is_done_is_never_claimed_again() {
    done(claim(1).get(0));
    engine.clock().advance(Duration.ofDays(400));

    assertThat(claim(9)).isEmpty();
    assertThat(DATABASE.texts("select kind from outbox where done_at is null")).isEmpty();
  }

  @Test
  void a_row_backs_off_until_its_next_attempt() {
    Instant nextAttempt = engine.clock().instant().plus(Duration.ofMinutes(5));
    outbox.backOff(claim(1).get(0).id(), 1, nextAttempt);

    engine.clock().advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(claim(9)).isEmpty();
    engine.clock().advance(Duration.ofMillis(1));
    assertThat(claim(9)).hasSize(1);
  }

  @Test
  void an_engine_that_lost_its_runs_starts_each_open_journey_once() {
    done(claim(1).get(0));
    JourneyId closed = engine.accept(TestOrders.withExams("WC-7", 5101)).get(0);
    TestRecords.close(engine, closed);
    JourneyId waiting = engine.accept(TestOrders.withExams("WC-8", 5101)).get(0);
    String[] all = {JOURNEY.value(), closed.value(), waiting.value()};

    assertThat(outbox.startJourneys(all, engine.clock().instant())).isEqualTo(1);
    assertThat(outbox.startJourneys(all, engine.clock().instant())).isZero();
    assertThat(DATABASE.texts("select payload::text from outbox order by id desc limit 1"))
        .containsExactly("\"" + JOURNEY + "\"");
  }

  @Test
  void a_late_back_off_does_not_reopen_a_finished_row() {
    OutboxRow row = claim(1).get(0);
    done(row);
    outbox.backOff(row.id(), row.attempts(), engine.clock().instant());

    assertThat(claim(9)).isEmpty();
  }

  @Test
  void a_late_back_off_of_a_slow_relay_does_not_delay_an_answer_that_a_new_run_needs() {
    Instant now = engine.clock().instant();
    outbox.insert(OutboxKind.INVITE_ANSWER, JOURNEY, "{}", now);
    List<OutboxRow> slow = claim(9);
    engine.claim(JOURNEY);
    slow.forEach(row -> outbox.backOff(row.id(), row.attempts(), now.plus(Duration.ofHours(1))));

    assertThat(claim(9)).extracting(OutboxRow::kind).containsExactly(OutboxKind.INVITE_ANSWER);
  }

  private void done(OutboxRow row) {
    outbox.markDone(row.id(), row.attempts(), engine.clock().instant());
  }

  private List<OutboxRow> claim(int limit) {
    Instant now = engine.clock().instant();
    return outbox.claimDue(now, (double) LEASE.toSeconds(), limit);
  }

  private void insertUntilThereAre(int rows) {
    for (int row = 1; row < rows; row++) {
      engine.clock().advance(Duration.ofSeconds(1));
      outbox.insert(OutboxKind.START, JOURNEY, "{}", engine.clock().instant());
    }
  }
}
