package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InvitePhase;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;
import org.patientjourney.workflows.run.JourneyActivities.RecordOutcome;

class RecordTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-3:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.withPrescription());
  }

  @Test
  void a_recorded_revision_is_what_the_next_run_claims() {
    JourneyRecord sending = sending(engine.claim(JOURNEY));

    assertThat(engine.journeys().record(sending)).isEqualTo(RecordOutcome.RECORDED);

    assertThat(engine.claim(JOURNEY).state()).isEqualTo(sending.state());
    assertThat(engine.row(JOURNEY).stage()).isEqualTo(Stage.INVITING);
    assertThat(engine.row(JOURNEY).invite()).isEqualTo("SENDING");
    assertThat(engine.journalOf(JOURNEY))
        .extracting(JournalRow::kind)
        .containsExactly(JournalKind.ORDERED, JournalKind.INVITE_SENDING);
    assertThat(engine.firstBroken(JOURNEY)).isEmpty();
  }

  @Test
  void the_same_revision_again_is_recorded_once() {
    JourneyRecord sending = sending(engine.claim(JOURNEY));
    engine.journeys().record(sending);
    String before = DATABASE.dump();

    assertThat(engine.journeys().record(sending)).isEqualTo(RecordOutcome.RECORDED);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void an_earlier_run_is_superseded_and_changes_nothing() {
    JourneyClaim older = engine.claim(JOURNEY);
    engine.claim(JOURNEY);
    String before = DATABASE.dump();

    assertThat(engine.journeys().record(overdue(older))).isEqualTo(RecordOutcome.SUPERSEDED);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void an_earlier_run_is_superseded_even_with_the_latest_revision() {
    JourneyRecord sending = sending(engine.claim(JOURNEY));
    engine.journeys().record(sending);
    engine.claim(JOURNEY);

    assertThat(engine.journeys().record(sending)).isEqualTo(RecordOutcome.SUPERSEDED);
  }

  /** A workflow task whose end Temporal never received is run again, with another clock. */
  @Test
  void a_recorded_revision_with_other_content_is_out_of_step_and_changes_nothing() {
    JourneyClaim claim = engine.claim(JOURNEY);
    engine.journeys().record(sending(claim));
    String before = DATABASE.dump();

    assertThat(engine.journeys().record(overdue(claim))).isEqualTo(RecordOutcome.OUT_OF_STEP);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void a_run_that_was_reset_behind_the_record_raises_an_alarm() {
    JourneyClaim claim = engine.claim(JOURNEY);
    JourneyRecord sending = sending(claim);
    engine.journeys().record(sending);
    JourneyRow before = engine.row(JOURNEY);

    assertThat(engine.journeys().record(reset(overdue(claim))))
        .isEqualTo(RecordOutcome.OUT_OF_STEP);

    assertThat(engine.row(JOURNEY)).usingRecursiveComparison().isEqualTo(before);
    assertThat(engine.journalOf(JOURNEY)).hasSize(2);
    assertThat(DATABASE.texts("select kind || ' ' || journey_id from alarm"))
        .containsExactly("RUN_DIVERGED " + JOURNEY);
  }

  @Test
  void a_reset_run_raises_an_alarm_although_its_recording_is_the_stored_one() {
    JourneyRecord sending = sending(engine.claim(JOURNEY));
    engine.journeys().record(sending);

    assertThat(engine.journeys().record(reset(sending))).isEqualTo(RecordOutcome.OUT_OF_STEP);
    assertThat(DATABASE.texts("select kind from alarm")).containsExactly("RUN_DIVERGED");
  }

  private static JourneyRecord reset(JourneyRecord revision) {
    return new JourneyRecord(
        revision.claimedBy(),
        true,
        revision.state(),
        revision.entries(),
        revision.alarms(),
        revision.deliveries(),
        revision.nextDueAt(),
        null);
  }

  /** The record was restored to before the invite: it must not be sent again. */
  @Test
  void a_run_that_is_ahead_of_a_restored_record_writes_its_whole_state_and_raises_an_alarm() {
    JourneyRecord first = sending(engine.claim(JOURNEY));
    JourneyRecord second = TestRecords.after(first, Change.of(first.state()));

    assertThat(engine.journeys().record(second)).isEqualTo(RecordOutcome.RECORDED);

    assertThat(engine.claim(JOURNEY).state()).isEqualTo(second.state());
    assertThat(engine.row(JOURNEY).invite()).isEqualTo("SENDING");
    assertThat(engine.firstBroken(JOURNEY)).isEmpty();
    assertThat(DATABASE.texts("select kind || ' ' || subject from alarm"))
        .containsExactly("RUN_DIVERGED run-" + second.claimedBy() + "-revision-2");
  }

  @Test
  void a_run_that_is_ahead_of_the_record_takes_its_claim_back() {
    JourneyRecord first = sending(engine.claim(JOURNEY));
    JourneyRecord second = TestRecords.after(first, Change.of(first.state()));
    engine.claim(JOURNEY);

    assertThat(engine.journeys().record(second)).isEqualTo(RecordOutcome.RECORDED);

    assertThat(engine.row(JOURNEY).claimedBy()).isEqualTo(second.claimedBy());
    assertThat(engine.row(JOURNEY).revision()).isEqualTo(2);
  }

  /** As one of a follow-up that waits for its day. */
  @Test
  void a_run_that_had_recorded_nothing_takes_back_a_claim_that_the_record_has_lost() {
    JourneyRecord first = overdue(engine.claim(JOURNEY));
    DATABASE.change("update journey set claimed_by = null");

    assertThat(engine.journeys().record(first)).isEqualTo(RecordOutcome.RECORDED);
    assertThat(engine.row(JOURNEY).claimedBy()).isEqualTo(first.claimedBy());
    assertThat(DATABASE.texts("select kind from alarm")).contains("RUN_DIVERGED");
  }

  @Test
  void a_run_that_was_ended_takes_no_claim_back() {
    JourneyRecord first = sending(engine.claim(JOURNEY));
    JourneyRecord second = TestRecords.after(first, Change.of(first.state()));
    engine.dao(JourneyDao.class).endRun(JOURNEY);

    assertThat(engine.journeys().record(second)).isEqualTo(RecordOutcome.SUPERSEDED);

    assertThat(engine.row(JOURNEY).revision()).isZero();
    assertThat(DATABASE.texts("select kind from alarm")).containsExactly("RUN_DIVERGED");
  }

  @Test
  void holds_alarms_and_the_next_due_time_are_stored() {
    JourneyRecord sending = sending(engine.claim(JOURNEY));
    engine.journeys().record(sending);
    assertThat(engine.row(JOURNEY).nextDueAt())
        .isEqualTo(engine.clock().instant().plus(Duration.ofHours(1)));

    engine
        .journeys()
        .record(
            TestRecords.after(
                sending, Phases.RULES.deadlinePassed(sending.state(), engine.moment())));

    assertThat(engine.row(JOURNEY).holds()).containsExactly("INVITE_OVERDUE");
    assertThat(engine.row(JOURNEY).stage()).isEqualTo(Stage.HELD);
    assertThat(engine.row(JOURNEY).nextDueAt())
        .as("the hold is asked about again")
        .isEqualTo(engine.clock().instant().plus(Duration.ofDays(3)));
    assertThat(DATABASE.texts("select kind || ' ' || subject from alarm"))
        .containsExactly("INVITE_OVERDUE attempt-1");
  }

  @Test
  void an_alarm_is_raised_once_while_it_is_open() {
    JourneyRecord overdue = overdue(engine.claim(JOURNEY));
    engine.journeys().record(overdue);
    engine
        .journeys()
        .record(
            TestRecords.after(
                overdue,
                Change.of(overdue.state())
                    .alarming(overdue.alarms().get(0).kind(), overdue.alarms().get(0).subject())));

    assertThat(engine.row(JOURNEY).revision()).isEqualTo(2);
    assertThat(DATABASE.count("alarm")).isEqualTo(1);
  }

  @Test
  void an_unknown_invite_is_reported_only_to_the_other_journeys_of_its_meeting() {
    InviteAnswer unknown = InviteAnswer.unknown(1, engine.clock().instant());
    JourneyRecord quiet = sending(engine.claim(JOURNEY));

    engine
        .journeys()
        .record(
            new JourneyRecord(
                quiet.claimedBy(),
                false,
                quiet.state(),
                quiet.entries(),
                quiet.alarms(),
                quiet.deliveries(),
                quiet.nextDueAt(),
                unknown));

    assertThat(DATABASE.texts("select journey_id from outbox where kind = 'INVITE_ANSWER'"))
        .containsExactly("juniper:WC-3:5102");
    assertThat(DATABASE.texts("select payload->>'status' from outbox where kind <> 'START'"))
        .containsExactly("UNKNOWN");
  }

  private JourneyRecord sending(JourneyClaim claim) {
    return TestRecords.of(claim, InvitePhase.sending(claim.state(), engine.moment()));
  }

  private JourneyRecord overdue(JourneyClaim claim) {
    return TestRecords.of(claim, Phases.RULES.deadlinePassed(claim.state(), engine.moment()));
  }
}
