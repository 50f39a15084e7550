package org.patientjourney.activities.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

class PausesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String JUNIPER = "juniper";
  private static final String OPEN_ALARMS =
      "select subject from alarm where kind = 'CALLS_PAUSED' and acknowledged_at is null";

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final Pauses pauses = new Pauses(engine.jdbi(), engine.encryption(), engine.clock());

  @Test
  void a_pause_holds_its_clinic_alone_until_it_is_released() {
    PauseRow pause = pauses.begin(JUNIPER, origin("c-1"));
    assertThat(isPaused(JUNIPER)).isTrue();
    assertThat(isPaused("cedar")).isFalse();
    assertThat(DATABASE.texts(OPEN_ALARMS)).containsExactly("pause-" + pause.pauseId());

    PauseRow released = pauses.release(pause, origin("c-2"));
    assertThat(isPaused(JUNIPER)).isFalse();
    assertThat(released.releasedBy()).isEqualTo("operations");
    assertThat(DATABASE.texts(OPEN_ALARMS)).isEmpty();
    assertThat(pauses.release(released, origin("c-3"))).isEqualTo(released);
  }

  @Test
  void a_pause_of_all_clinics_holds_each() {
    pauses.begin(PauseRow.ALL, origin("c-1"));
    PauseRow own = pauses.begin(JUNIPER, origin("c-1"));
    pauses.release(own, origin("c-2"));

    assertThat(isPaused(JUNIPER)).isTrue();
    assertThat(isPaused("cedar")).isTrue();
  }

  @Test
  void a_second_command_finds_the_pause_in_force_and_a_repeated_one_begins_none() {
    PauseRow first = pauses.begin(JUNIPER, origin("c-1"));
    assertThat(pauses.begin(JUNIPER, origin("c-2"))).isEqualTo(first);

    pauses.release(first, origin("c-3"));
    assertThat(pauses.begin(JUNIPER, origin("c-1")).releasedAt()).isNotNull();
    assertThat(isPaused(JUNIPER)).isFalse();
    PauseRow next = pauses.begin(JUNIPER, origin("c-4"));
    assertThat(next.releasedAt()).isNull();
    assertThat(next.pauseId()).as("a repeated command uses up no id").isEqualTo(2);
  }

  @Test
  void the_wait_for_the_release_fails_as_long_as_the_pause_lasts() {
    JourneyId journey = new JourneyId("juniper:WC-1:5101");
    PauseRow pause = pauses.begin(JUNIPER, origin("c-1"));
    assertThatThrownBy(() -> pauses.awaitRelease(journey))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(Pauses.CALLS_PAUSED);
              assertThat(failure.isNonRetryable()).isFalse();
            });

    pauses.release(pause, origin("c-2"));
    pauses.awaitRelease(journey);
  }

  @Test
  void an_invite_is_not_overdue_for_the_time_of_a_pause() {
    Instant overdueAt = owedInvite();
    engine.clock().advance(Duration.ofMinutes(10));
    PauseRow pause = pauses.begin(JUNIPER, origin("c-1"));
    engine.clock().advance(Duration.ofDays(3));
    assertThat(engine.dao(ObligationDao.class).markOverdue(engine.clock().instant(), 9)).isEmpty();

    pauses.release(pause, origin("c-2"));
    expectOverdueAt(overdueAt.plus(Duration.ofDays(3)));
  }

  @Test
  void time_of_two_pauses_at_once_counts_once() {
    Instant overdueAt = owedInvite();
    PauseRow all = pauses.begin("*", origin("c-1"));
    engine.clock().advance(Duration.ofDays(1));
    PauseRow own = pauses.begin(JUNIPER, origin("c-2"));
    PauseRow cedar = pauses.begin("cedar", origin("c-3"));
    engine.clock().advance(Duration.ofDays(1));
    pauses.release(own, origin("c-4"));
    pauses.release(cedar, origin("c-5"));
    engine.clock().advance(Duration.ofDays(1));
    pauses.release(all, origin("c-6"));

    expectOverdueAt(overdueAt.plus(Duration.ofDays(3)));
  }

  /** Of both, the one that is stored last knows of the other. */
  @Test
  void time_of_two_pauses_that_are_released_at_the_same_moment_counts_once() throws Exception {
    Instant overdueAt = owedInvite();
    PauseRow all = pauses.begin("*", origin("c-1"));
    PauseRow own = pauses.begin(JUNIPER, origin("c-2"));
    engine.clock().advance(Duration.ofDays(1));
    whileReleasing(all, () -> pauses.release(own, origin("c-3")));

    expectOverdueAt(overdueAt.plus(Duration.ofDays(1)));
  }

  @Test
  void a_pause_that_is_begun_while_the_one_in_force_is_released_is_in_force() throws Exception {
    PauseRow released = pauses.begin(JUNIPER, origin("c-1"));
    PauseRow begun = whileReleasing(released, () -> pauses.begin(JUNIPER, origin("c-2")));

    assertThat(begun.pauseId()).isNotEqualTo(released.pauseId());
    assertThat(begun.releasedAt()).isNull();
    assertThat(isPaused(JUNIPER)).isTrue();
    assertThat(DATABASE.texts(OPEN_ALARMS)).contains("pause-" + begun.pauseId());
  }

  @Test
  void a_pause_that_ends_before_it_began_postpones_nothing_itself() {
    Instant overdueAt = owedInvite();
    engine.clock().advance(Duration.ofMinutes(5));
    PauseRow all = pauses.begin("*", origin("c-1"));
    engine.clock().advance(Duration.ofMinutes(2));
    PauseRow own = pauses.begin(JUNIPER, origin("c-2"));
    engine.clock().advance(Duration.ofMinutes(-1));

    pauses.release(own, origin("c-3"));
    pauses.release(all, origin("c-4"));

    expectOverdueAt(overdueAt.plus(Duration.ofMinutes(1)));
  }

  @Test
  void the_reason_is_stored_encrypted() {
    pauses.begin(JUNIPER, new Origin("c-1", "operations", "wrong orders of Quokkacanary"));
    assertThat(DATABASE.dump()).doesNotContain("Quokkacanary");
  }

  /** Does something that waits for a release under way, which is then stored. */
  private PauseRow whileReleasing(PauseRow pause, Supplier<PauseRow> command) throws Exception {
    CompletableFuture<PauseRow> waiting;
    try (Handle releasing = engine.jdbi().open()) {
      releasing.begin();
      PauseDao dao = releasing.attach(PauseDao.class);
      Instant now = engine.clock().instant();
      dao.release(pause.pauseId(), now, "olivia");
      dao.postponeInvites(pause.pauseId(), pause.clinic(), pause.begunAt(), now);
      waiting = CompletableFuture.supplyAsync(command);
      DATABASE.awaitBlockedStatement();
      releasing.commit();
    }
    return waiting.get(30, TimeUnit.SECONDS);
  }

  /** Owed now, and overdue in two hours. */
  private Instant owedInvite() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    Instant basis = engine.clock().instant();
    Instant overdueAt = basis.plus(Duration.ofHours(2));
    engine
        .dao(ObligationDao.class)
        .open(
            new ObligationRow(
                journey,
                Obligation.Kind.INVITE,
                Owner.ENGINE,
                basis,
                basis.plus(Duration.ofHours(1)),
                overdueAt,
                ObligationStatus.OPEN,
                null,
                null));
    return overdueAt;
  }

  private void expectOverdueAt(Instant overdue) {
    ObligationDao obligations = engine.dao(ObligationDao.class);
    assertThat(obligations.markOverdue(overdue.minusSeconds(1), 9)).isEmpty();
    assertThat(obligations.markOverdue(overdue, 9)).hasSize(1);
  }

  private boolean isPaused(String clinic) {
    return new PauseWatch(engine.jdbi()).test(new ClinicId(clinic));
  }

  private static Origin origin(String commandId) {
    return new Origin(commandId, "operations", "the test says so");
  }
}
