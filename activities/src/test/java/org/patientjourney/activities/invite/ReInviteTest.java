package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.TestIncidents;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.meeting.CancellationPhase;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;

/** A new attempt in place of one that the provider has. */
class ReInviteTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId SENDER = new JourneyId("juniper:WC-2:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-2:5102");
  private static final MeetingId MEETING = MeetingId.sentBy(SENDER);
  private static final MeetingId OWN = MeetingId.sentBy(OTHER);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestProvider provider = new TestProvider();
  private final InviteActivities invites = provider.invitesOf(engine);

  ReInviteTest() throws IOException {}

  @BeforeEach
  void invite() {
    engine.accept(TestOrders.approvableTwice());
    invites.sendInvite(MEETING, 1, SENDER);
    TestRecords.merge(engine, SENDER, sent("95101"));
    TestRecords.merge(engine, OTHER, sent("95102"));
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void no_journey_with_an_invite_is_left_to_invite() {
    assertThat(invites.sendInvite(MEETING, 2, SENDER))
        .isEqualTo(new SendOutcome.Answered(InviteAnswer.leftOut(2, engine.clock().instant())));
    assertThat(provider.requests()).as("a patient with an invite gets no other").hasSize(1);
    assertThat(DATABASE.count("invite_attempt")).isEqualTo(1);
  }

  @Test
  void the_next_attempt_after_a_finished_one_has_only_the_senders_exam() {
    TestRecords.merge(engine, SENDER, again());

    assertThat(invites.sendInvite(MEETING, 2, SENDER))
        .isEqualTo(
            new SendOutcome.Answered(
                InviteAnswer.sent(2, engine.clock().instant(), new PatientExamId("95101"))));
    assertThat(provider.requests()).hasSize(2);
    assertThat(provider.requests().get(1).path("exams").toString()).isEqualTo("[5101]");
  }

  /** A contradiction or a stored delivery may keep the journey open. */
  @Test
  void the_senders_next_attempt_leaves_out_a_journey_whose_exam_was_cancelled() {
    TestRecords.merge(engine, OTHER, new Cancel(TestIncidents.command("stop")));
    JourneyClaim claim = engine.claim(OTHER);
    engine
        .journeys()
        .record(
            TestRecords.of(
                claim,
                CancellationPhase.answered(
                    claim.state(), new CancelOutcome.Cancelled(null), engine.moment())));
    TestRecords.merge(engine, SENDER, again());

    invites.sendInvite(MEETING, 2, SENDER);

    assertThat(provider.requests().get(1).path("exams").toString()).isEqualTo("[5101]");
  }

  @Test
  void a_journey_with_a_valid_invite_gets_no_answer_of_the_senders_next_attempt() {
    TestRecords.merge(engine, SENDER, again());
    invites.sendInvite(MEETING, 2, SENDER);

    assertThat(DATABASE.count("outbox where payload->>'attempt' = '2'")).isZero();
  }

  @Test
  void an_attempt_stays_over_from_when_it_was_first_said() {
    TestRecords.merge(engine, SENDER, again());
    String overAt = DATABASE.texts("select over_at from patient_exam where exam_id = 5101").get(0);
    assertThat(overAt).isNotNull();

    engine.clock().advance(Duration.ofDays(1));
    TestRecords.merge(engine, SENDER);

    assertThat(DATABASE.texts("select over_at from patient_exam where exam_id = 5101"))
        .containsExactly(overAt);
  }

  @Test
  void a_journey_sends_for_a_meeting_of_its_own_and_leaves_the_others_attempt_alone() {
    TestRecords.merge(engine, OTHER, again());

    assertThat(DATABASE.texts("select meeting_id from meeting where meeting_id like '%5102'"))
        .containsExactly(OWN.value());
    assertThat(engine.row(OTHER).meetingId()).isEqualTo(OWN);
    assertThat(engine.row(SENDER).meetingId()).isEqualTo(MEETING);
    assertThat(DATABASE.count("patient_exam where over_at is not null")).isZero();

    invites.sendInvite(OWN, 2, OTHER);
    assertThat(provider.requests().get(1).path("exams").toString()).isEqualTo("[5102]");
    assertThat(provider.requests().get(1).path("additional_data").asText()).isEqualTo(OWN.value());
  }

  @Test
  void patient_exams_stay_in_the_meeting_that_they_were_made_for() {
    TestRecords.merge(engine, OTHER, again());
    TestRecords.merge(engine, OTHER);

    assertThat(
            DATABASE.texts(
                "select meeting_id || ' ' || attempt || ' ' || patient_exam_id from patient_exam"
                    + " where journey_id = '"
                    + OTHER
                    + "'"))
        .containsExactly(MEETING + " 1 95102");
  }

  private static ReInvite again() {
    return new ReInvite(TestIncidents.command("again"));
  }

  private InviteAnswer sent(String patientExamId) {
    return InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId(patientExamId));
  }
}
