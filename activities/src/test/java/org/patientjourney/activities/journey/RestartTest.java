package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.RecordOutcome;

/** A run that Temporal has lost is started anew from the record. */
class RestartTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final Origin ORIGIN = new Origin("r-1", "olivia", "terminated by mistake");

  private final TestEngine engine = TestEngine.on(DATABASE);

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
    TestRecords.merge(engine, JOURNEY);
  }

  @Test
  void an_open_journey_gets_a_start_row() {
    assertThat(DATABASE.count("outbox where done_at is null")).isZero();

    assertThat(engine.reopening().restart(JOURNEY, ORIGIN)).isTrue();

    assertThat(DATABASE.texts("select kind || payload from outbox where done_at is null"))
        .containsExactly("START\"" + JOURNEY + "\"");
  }

  @Test
  void the_restart_is_journalled_with_who_and_why_and_the_chain_holds() {
    engine.reopening().restart(JOURNEY, ORIGIN);

    JournalRow entry = engine.journalOf(JOURNEY).get(1);
    assertThat(entry.kind()).isEqualTo(JournalKind.RUN_RESTARTED);
    assertThat(entry.actor()).isEqualTo("olivia");
    assertThat(entry.detail()).isEqualTo("{\"command\":\"r-1\"}");
    assertThat(JournalStore.note(engine.ofOrder(JOURNEY), entry).orElseThrow().words())
        .isEqualTo("terminated by mistake");
    assertThat(engine.firstBroken(JOURNEY)).isEmpty();
  }

  @Test
  void the_same_command_again_is_one_restart() {
    assertThat(engine.reopening().isRestartedBy(JOURNEY, "r-1")).isFalse();
    engine.reopening().restart(JOURNEY, ORIGIN);
    assertThat(engine.reopening().isRestartedBy(JOURNEY, "r-1")).isTrue();
    String before = DATABASE.dump();

    assertThat(engine.reopening().restart(JOURNEY, ORIGIN)).isTrue();
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void a_restart_does_not_disturb_an_existing_run() {
    JourneyClaim claim = engine.claim(JOURNEY);

    engine.reopening().restart(JOURNEY, ORIGIN);

    assertThat(engine.journeys().record(TestRecords.of(claim, Change.of(claim.state()))))
        .isEqualTo(RecordOutcome.RECORDED);
  }

  @Test
  void a_closed_journey_and_one_that_is_not_there_are_not_restarted() {
    TestRecords.close(engine, JOURNEY);
    String before = DATABASE.dump();

    assertThat(engine.reopening().restart(JOURNEY, ORIGIN)).isFalse();
    assertThat(engine.reopening().restart(new JourneyId("juniper:WC-9:5101"), ORIGIN)).isFalse();
    assertThat(DATABASE.dump()).isEqualTo(before);
  }
}
