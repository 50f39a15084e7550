package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.meeting.InvitePhase;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** Invites after PostgreSQL was restored to a moment before them, while Temporal ran on. */
class RestoredRecordTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId LEADER = new JourneyId("juniper:WC-2:5101");
  private static final JourneyId MEMBER = new JourneyId("juniper:WC-2:5102");
  private static final MeetingId MEETING = MeetingId.ledBy(LEADER);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestProvider provider = new TestProvider();
  private final InviteActivities invites = provider.activitiesOf(engine);
  private final InviteAttemptDao attempts = engine.dao(InviteAttemptDao.class);

  RestoredRecordTest() throws IOException {}

  @BeforeEach
  void prepare() {
    engine.accept(TestOrders.approvableTwice());
    DATABASE.backUp();
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void an_invite_whose_sending_the_record_has_lost_is_not_sent_again() {
    sending();
    invites.sendInvite(MEETING, 1, LEADER);
    DATABASE.restore();

    assertThat(invites.sendInvite(MEETING, 1, LEADER)).isEqualTo(answered(unknown()));
    assertThat(provider.requests()).hasSize(1);
    assertThat(DATABASE.count("invite_attempt")).isZero();
  }

  /** It would be invited alone as soon as it is released. */
  @Test
  void a_journey_that_was_held_at_the_moment_of_the_backup_was_not_left_out() {
    DATABASE.change("update journey set holds = array['HELD_BY_PERSON']");
    DATABASE.backUp();
    DATABASE.change("update journey set holds = '{}'");
    sending();
    invites.sendInvite(MEETING, 1, LEADER);
    DATABASE.restore();

    assertThat(invites.sendInvite(MEETING, 1, LEADER)).isEqualTo(answered(unknown()));
    assertThat(provider.requests()).hasSize(1);
  }

  @Test
  void an_answer_that_comes_after_the_restore_is_stored_with_its_token() {
    sending();
    provider.whileCalled(DATABASE::restore);

    SendOutcome outcome = invites.sendInvite(MEETING, 1, LEADER);

    assertThat(outcome).isEqualTo(answered(sent()));
    assertThat(attempts.findByToken(provider.tokenAsked().hash()))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.SENT));
    assertThat(DATABASE.texts("select patient_exam_id from patient_exam order by exam_id"))
        .containsExactly("95101", "95102");
  }

  /** A backup from between the recording and the call. */
  @Test
  void a_call_that_is_made_during_the_restore_is_not_repeated_without_its_answer() {
    sending();
    DATABASE.backUp();
    provider.willAnswer(500, "{}");
    provider.whileCalled(DATABASE::restore);

    assertThat(invites.sendInvite(MEETING, 1, LEADER)).isEqualTo(answered(unknown()));
    provider.whileCalled(() -> {});
    assertThat(invites.sendInvite(MEETING, 1, LEADER)).isEqualTo(answered(unknown()));
    assertThat(provider.requests()).hasSize(1);
  }

  @Test
  void an_invite_of_the_lost_time_is_cancelled_at_the_provider() {
    JourneyRecord sent = answer(sending(), invites.sendInvite(MEETING, 1, LEADER));
    DATABASE.restore();

    record(sent, state -> state.withCancellation(Cancellation.requested(engine.moment().now())));

    assertThat(invites.cancelInvite(MEETING, LEADER)).isEqualTo(new CancelOutcome.Cancelled(null));
    assertThat(provider.cancels().get(0).path("patient_exam_id").asText()).isEqualTo("95101");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void another_journey_of_a_lost_attempt_is_never_taken_for_one_that_was_not_sent(int status) {
    provider.willAnswer(status, status == 200 ? "" : "{}");
    JourneyRecord answered = answer(sending(), invites.sendInvite(MEETING, 1, LEADER));
    DATABASE.restore();

    record(answered, state -> state.withHold(HoldReason.HELD_BY_PERSON, engine.moment()));

    assertThat(invites.cancelInvite(MEETING, MEMBER)).isEqualTo(new CancelOutcome.BeingSent(1));
    assertThat(
            DATABASE.texts(
                """
                select journey_id || ' ' || (payload->>'status') from outbox
                where kind = 'INVITE_ANSWER'
                """))
        .containsExactly(MEMBER + " UNKNOWN");
  }

  @Test
  void a_lost_attempt_that_the_record_knows_from_before_its_call_gets_the_runs_answer() {
    JourneyRecord sending = sending();
    provider.willAskToWait(1);
    invites.sendInvite(MEETING, 1, LEADER);
    DATABASE.backUp();
    provider.willAccept();
    JourneyRecord sent = answer(sending, invites.sendInvite(MEETING, 1, LEADER));
    DATABASE.restore();

    record(sent, state -> state.withHold(HoldReason.HELD_BY_PERSON, engine.moment()));

    assertThat(attempts.find(MEETING, 1))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.SENT))
        .hasValueSatisfying(row -> assertThat(row.examIds()).containsExactly(5101, 5102));
  }

  @Test
  void a_journey_that_may_have_a_lost_invite_is_not_in_the_next_attempt() {
    provider.willAnswer(500, "{}");
    JourneyRecord unknown = answer(sending(), invites.sendInvite(MEETING, 1, LEADER));
    DATABASE.restore();
    provider.willAccept();
    JourneyRecord adopted =
        record(
            unknown, state -> state.withAttempt(state.latestAttempt().with(InviteStatus.REPLACED)));
    record(adopted, state -> state.awaitingAnswer(2, engine.moment()));

    assertThat(invites.sendInvite(MEETING, 2, LEADER)).isInstanceOf(SendOutcome.Answered.class);

    assertThat(provider.requests().get(1).path("exams").toString()).isEqualTo("[5101]");
    assertThat(DATABASE.texts("select payload->>'status' from outbox where kind <> 'START'"))
        .as("not that it was left out, or it would be invited alone")
        .containsExactly("UNKNOWN");
  }

  @Test
  void a_journey_that_was_invited_alone_in_the_lost_time_has_its_attempt_in_its_own_meeting() {
    JourneyClaim claim = engine.claim(MEMBER);
    PatientExamId exam = new PatientExamId("601233");
    Attempt alone = new Attempt(2, InviteStatus.SENT, engine.clock().instant(), exam);
    JourneyRecord invited =
        recorded(TestRecords.of(claim, Change.of(claim.state().inOwnMeeting().withAttempt(alone))));
    DATABASE.restore();

    record(invited, state -> state.withCancellation(Cancellation.requested(engine.moment().now())));

    assertThat(invites.cancelInvite(MeetingId.ledBy(MEMBER), MEMBER))
        .isEqualTo(new CancelOutcome.Cancelled(null));
    assertThat(attempts.find(MEETING, 2)).isEmpty();
  }

  private JourneyRecord sending() {
    return recorded(
        TestRecords.of(
            engine.claim(LEADER),
            InvitePhase.sending(engine.row(LEADER).state(), engine.moment())));
  }

  private JourneyRecord answer(JourneyRecord sending, SendOutcome outcome) {
    InviteAnswer answer = ((SendOutcome.Answered) outcome).answer();
    return recorded(
        TestRecords.after(sending, Phases.RULES.merge(sending.state(), answer, engine.moment())));
  }

  private JourneyRecord record(JourneyRecord before, UnaryOperator<JourneyState> change) {
    return recorded(TestRecords.after(before, Change.of(change.apply(before.state()))));
  }

  private JourneyRecord recorded(JourneyRecord revision) {
    engine.journeys().record(revision);
    return revision;
  }

  private InviteAnswer unknown() {
    return InviteAnswer.unknown(1, engine.clock().instant());
  }

  private InviteAnswer sent() {
    return InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("95101"));
  }

  private static SendOutcome answered(InviteAnswer answer) {
    return new SendOutcome.Answered(answer);
  }
}
