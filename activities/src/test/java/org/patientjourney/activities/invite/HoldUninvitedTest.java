package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InvitePhase;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;
import org.patientjourney.workflows.run.JourneyActivities.RecordOutcome;

/** After a restore the provider may have an invite that nothing of ours knows of. */
class HoldUninvitedTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final Origin ORIGIN = new Origin("rebuild-1", "rebuild", "look in the portal");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestProvider provider = new TestProvider();

  HoldUninvitedTest() throws IOException {}

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void a_journey_without_a_recorded_invite_is_held_once_and_its_run_sends_nothing() {
    JourneyRecord sending = sending();

    assertThat(engine.reopening().holdUninvited(JOURNEY, ORIGIN)).isTrue();
    assertThat(engine.reopening().holdUninvited(JOURNEY, ORIGIN)).isFalse();

    provider.invitesOf(engine).sendInvite(MeetingId.sentBy(JOURNEY), 1, JOURNEY);
    assertThat(provider.requests()).isEmpty();
    assertThat(engine.journeys().record(TestRecords.after(sending, Change.of(sending.state()))))
        .as("the run must claim again, and finds the hold")
        .isEqualTo(RecordOutcome.OUT_OF_STEP);
    assertThat(engine.journalOf(JOURNEY))
        .filteredOn(entry -> entry.kind() == JournalKind.HELD_BY_PERSON)
        .hasSize(1);
    assertThat(engine.firstBroken(JOURNEY)).isEmpty();
  }

  @Test
  void a_run_that_does_not_know_the_hold_does_not_end_it() {
    JourneyRecord sending = sending();
    engine.reopening().holdUninvited(JOURNEY, ORIGIN);
    // What it had recorded before the restore was this revision.
    JourneyRecord lost = TestRecords.after(sending, Change.of(sending.state()));
    JournalEntry released =
        JournalKind.HOLD_RELEASED.at(engine.moment()).with("hold", HoldReason.KEY_REFUSED);
    JourneyRecord next = TestRecords.after(lost, Change.of(lost.state()).recording(released));

    assertThat(engine.journeys().record(next)).isEqualTo(RecordOutcome.OUT_OF_STEP);
    assertThat(engine.row(JOURNEY).revision()).isEqualTo(next.state().revision());
    assertThat(engine.row(JOURNEY).holds()).containsExactly("HELD_BY_PERSON");
  }

  /** The hold is written in the place of the revision that the record has lost. */
  @Test
  void what_a_held_journeys_run_knows_of_one_lost_revision_is_recorded() {
    JourneyRecord sending = sending();
    engine.reopening().holdUninvited(JOURNEY, ORIGIN);
    InviteAnswer answer = InviteAnswer.unknown(1, engine.clock().instant());
    JourneyRecord lost =
        TestRecords.after(sending, Phases.RULES.merge(sending.state(), answer, engine.moment()));

    JourneyRecord next = TestRecords.after(lost, Change.of(lost.state()));

    assertThat(engine.journeys().record(next)).isEqualTo(RecordOutcome.OUT_OF_STEP);
    assertThat(DATABASE.texts("select kind from alarm")).containsExactly("RUN_DIVERGED");
    assertThat(DATABASE.texts("select state from invite_attempt")).containsExactly("UNKNOWN");
    assertThat(engine.row(JOURNEY).holds()).contains("HELD_BY_PERSON");
  }

  @Test
  void all_journeys_of_a_meeting_are_held_as_one_may_send_for_all() {
    List<JourneyId> journeys = engine.accept(TestOrders.approvableTwice());
    engine.reopening().holdUninvitedMeeting(journeys.get(0), ORIGIN);

    assertThat(journeys)
        .hasSize(2)
        .allSatisfy(each -> assertThat(engine.row(each).holds()).containsExactly("HELD_BY_PERSON"));
    assertThat(engine.row(JOURNEY).holds()).as("of another meeting").isEmpty();
  }

  @Test
  void a_journey_whose_invite_is_recorded_is_left_alone() {
    InviteAnswer sent = InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("601001"));
    TestRecords.merge(engine, JOURNEY, sent);

    assertThat(engine.reopening().holdUninvited(JOURNEY, ORIGIN)).isFalse();
  }

  /** Recorded by the journey's run. */
  private JourneyRecord sending() {
    JourneyClaim claim = engine.claim(JOURNEY);
    JourneyRecord sending =
        TestRecords.of(claim, InvitePhase.sending(claim.state(), engine.moment()));
    engine.journeys().record(sending);
    return sending;
  }
}
