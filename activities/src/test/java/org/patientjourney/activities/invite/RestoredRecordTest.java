package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patientjourney.activities.invite.TestMeeting.MEETING;
import static org.patientjourney.activities.invite.TestMeeting.OTHER;
import static org.patientjourney.activities.invite.TestMeeting.SENDER;

import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.event.RecordRestored;
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
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** Invites after PostgreSQL was restored to a moment before them, while Temporal ran on. */
class RestoredRecordTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @RegisterExtension final TestMeeting meeting = new TestMeeting(DATABASE);

  private final TestEngine engine = meeting.engine();
  private final TestProvider provider = meeting.provider();
  private final TestMark mark = new TestMark();
  private final InviteActivities invites = provider.activitiesOf(engine, mark);
  private final InviteAttemptDao attempts = engine.dao(InviteAttemptDao.class);

  @BeforeEach
  void prepare() {
    DATABASE.backUp();
  }

  @Test
  void an_invite_whose_sending_the_record_has_lost_is_not_sent_again() {
    sending();
    invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.restore();

    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(answered(unknown()));
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
    invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.restore();

    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(answered(unknown()));
    assertThat(provider.requests()).hasSize(1);
  }

  @Test
  void an_answer_that_comes_after_the_restore_is_stored_with_its_token() {
    sending();
    provider.whileCalled(DATABASE::restore);

    SendOutcome outcome = invites.sendInvite(MEETING, 1, SENDER);

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

    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(answered(unknown()));
    provider.whileCalled(() -> {});
    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(answered(unknown()));
    assertThat(provider.requests()).hasSize(1);
  }

  /** Its worker could not reach PostgreSQL, or was killed. */
  @Test
  void a_call_whose_start_the_record_has_lost_is_not_made_again_by_the_next_try() {
    JourneyRecord sending = sending();
    DATABASE.backUp();
    invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.restore();
    mark.tryAgain();

    SendOutcome outcome = invites.sendInvite(MEETING, 1, SENDER);

    assertThat(outcome).isEqualTo(answered(unknown()));
    assertThat(provider.requests()).hasSize(1);
    answer(sending, outcome);
    assertThat(invites.cancelInvite(MEETING, SENDER)).isEqualTo(new CancelOutcome.BeingSent(1));
  }

  @Test
  void a_call_that_a_lost_one_had_repeated_is_not_made_a_third_time() {
    sending();
    provider.willAskToWait(1);
    invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.backUp();
    engine.clock().advance(Duration.ofSeconds(1));
    provider.willAccept();
    invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.restore();
    mark.tryAgain();

    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(answered(unknown()));
    assertThat(provider.requests()).hasSize(2);
  }

  @Test
  void a_call_that_certainly_did_not_reach_the_provider_is_made_by_the_next_try() {
    sending();
    provider.willAskToWait(1);
    invites.sendInvite(MEETING, 1, SENDER);
    provider.willAccept();
    mark.tryAgain();

    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(answered(sent()));
  }

  @Test
  void an_activity_that_must_not_go_on_has_not_called() {
    sending();
    CallMark stopped = new StoppedActivity();
    InviteActivities stopping = provider.activitiesOf(engine, stopped);

    assertThatThrownBy(() -> stopping.sendInvite(MEETING, 1, SENDER))
        .isInstanceOf(ActivityCompletionException.class);
    assertThat(provider.requests()).isEmpty();
    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(answered(sent()));
  }

  /** The run records what its activity told it; the record has lost it. */
  @Test
  void an_answer_that_alone_was_lost_is_stored_when_the_run_records_it() {
    JourneyRecord sending = sending();
    DATABASE.backUp();
    SendOutcome outcome = invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.restore();

    answer(sending, outcome);

    assertThat(attempts.find(MEETING, 1))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.SENT));
    assertThat(invites.cancelInvite(MEETING, SENDER)).isEqualTo(new CancelOutcome.Cancelled(null));
    assertThat(invites.cancelInvite(MEETING, OTHER)).isEqualTo(new CancelOutcome.BeingSent(1));
    assertThat(DATABASE.texts("select payload->>'status' from outbox where kind <> 'START'"))
        .containsExactly("UNKNOWN");
  }

  @Test
  void the_lost_answer_of_each_journey_of_a_meeting_can_be_cancelled() {
    JourneyRecord sending = sending();
    DATABASE.backUp();
    SendOutcome outcome = invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.restore();

    answer(sending, outcome);
    TestRecords.merge(
        engine, OTHER, InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("95102")));

    assertThat(invites.cancelInvite(MEETING, OTHER)).isEqualTo(new CancelOutcome.Cancelled(null));
    assertThat(invites.cancelInvite(MEETING, SENDER)).isEqualTo(new CancelOutcome.Cancelled(null));
  }

  @Test
  void a_refusal_that_alone_was_lost_leaves_nothing_to_be_cancelled() {
    JourneyRecord sending = sending();
    provider.willAnswer(400, "{}");
    provider.whileCalled(DATABASE::backUp);
    SendOutcome outcome = invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.restore();

    answer(sending, outcome);

    assertThat(invites.cancelInvite(MEETING, SENDER)).isEqualTo(new CancelOutcome.NeverSent());
  }

  @Test
  void an_answer_that_alone_was_lost_is_stored_for_an_attempt_that_was_being_made() {
    JourneyRecord sending = sending();
    provider.whileCalled(DATABASE::backUp);
    SendOutcome outcome = invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.restore();

    answer(sending, outcome);

    assertThat(attempts.find(MEETING, 1))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.SENT));
    assertThat(invites.cancelInvite(MEETING, SENDER)).isEqualTo(new CancelOutcome.Cancelled(null));
  }

  @Test
  void an_attempt_that_is_being_made_stays_so_when_the_run_records_that_it_is_unknown() {
    JourneyRecord sending = sending();
    provider.whileCalled(
        () ->
            recorded(
                TestRecords.after(
                    sending, Phases.RULES.merge(sending.state(), unknown(), engine.moment()))));

    invites.sendInvite(MEETING, 1, SENDER);

    assertThat(attempts.find(MEETING, 1))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.SENT));
    assertThat(DATABASE.count("invite_attempt where meeting_uuid is not null")).isEqualTo(1);
  }

  @Test
  void an_invite_of_the_lost_time_is_cancelled_at_the_provider() {
    JourneyRecord sent = answer(sending(), invites.sendInvite(MEETING, 1, SENDER));
    DATABASE.restore();

    record(sent, state -> state.withCancellation(Cancellation.requested(engine.moment().now())));

    assertThat(invites.cancelInvite(MEETING, SENDER)).isEqualTo(new CancelOutcome.Cancelled(null));
    assertThat(provider.cancels().get(0).path("patient_exam_id").asText()).isEqualTo("95101");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void another_journey_of_a_lost_attempt_is_never_taken_for_one_that_was_not_sent(int status) {
    provider.willAnswer(status, status == 200 ? "" : "{}");
    JourneyRecord answered = answer(sending(), invites.sendInvite(MEETING, 1, SENDER));
    DATABASE.restore();

    record(answered, state -> state.withHold(HoldReason.HELD_BY_PERSON, engine.moment()));

    assertThat(invites.cancelInvite(MEETING, OTHER)).isEqualTo(new CancelOutcome.BeingSent(1));
    assertThat(
            DATABASE.texts(
                """
                select journey_id || ' ' || (payload->>'status') from outbox
                where kind = 'INVITE_ANSWER'
                """))
        .containsExactly(OTHER + " UNKNOWN");
  }

  @Test
  void a_lost_attempt_that_the_record_knows_from_before_its_call_gets_the_runs_answer() {
    JourneyRecord sending = sending();
    provider.willAskToWait(1);
    invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.backUp();
    provider.willAccept();
    JourneyRecord sent = answer(sending, invites.sendInvite(MEETING, 1, SENDER));
    DATABASE.restore();

    record(sent, state -> state.withHold(HoldReason.HELD_BY_PERSON, engine.moment()));

    assertThat(attempts.find(MEETING, 1))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.SENT))
        .hasValueSatisfying(row -> assertThat(row.examIds()).containsExactly(5101, 5102));
  }

  @Test
  void a_journey_that_may_have_a_lost_invite_is_not_in_the_next_attempt() {
    provider.willAnswer(500, "{}");
    JourneyRecord unknown = answer(sending(), invites.sendInvite(MEETING, 1, SENDER));
    DATABASE.restore();
    provider.willAccept();
    JourneyRecord adopted =
        record(
            unknown, state -> state.withAttempt(state.latestAttempt().with(InviteStatus.REPLACED)));
    record(adopted, state -> state.awaitingAnswer(2, engine.moment()));

    assertThat(invites.sendInvite(MEETING, 2, SENDER)).isInstanceOf(SendOutcome.Answered.class);

    assertThat(provider.requests().get(1).path("exams").toString()).isEqualTo("[5101]");
    assertThat(DATABASE.texts("select payload->>'status' from outbox where kind <> 'START'"))
        .as("not that it was left out, or it would be invited alone")
        .containsExactly("UNKNOWN");
  }

  @Test
  void a_journey_that_was_invited_alone_in_the_lost_time_has_its_attempt_in_its_own_meeting() {
    JourneyClaim claim = engine.claim(OTHER);
    PatientExamId exam = new PatientExamId("601233");
    Attempt alone = new Attempt(2, InviteStatus.SENT, engine.clock().instant(), exam);
    JourneyRecord invited =
        recorded(TestRecords.of(claim, Change.of(claim.state().inOwnMeeting().withAttempt(alone))));
    DATABASE.restore();

    record(invited, state -> state.withCancellation(Cancellation.requested(engine.moment().now())));

    assertThat(invites.cancelInvite(MeetingId.sentBy(OTHER), OTHER))
        .isEqualTo(new CancelOutcome.Cancelled(null));
    assertThat(attempts.find(MEETING, 2)).isEmpty();
  }

  @Test
  void
      a_journey_that_was_invited_alone_in_the_lost_time_is_in_no_other_invite_once_it_has_recorded() {
    JourneyClaim claim = engine.claim(OTHER);
    PatientExamId exam = new PatientExamId("601233");
    Attempt alone = new Attempt(2, InviteStatus.SENT, engine.clock().instant(), exam);
    JourneyRecord invited =
        recorded(TestRecords.of(claim, Change.of(claim.state().inOwnMeeting().withAttempt(alone))));
    DATABASE.restore();

    recorded(
        TestRecords.after(
            invited,
            Phases.RULES.merge(invited.state(), new RecordRestored("r-1"), engine.moment())));
    sending();
    invites.sendInvite(MEETING, 1, SENDER);

    assertThat(provider.requests().get(0).path("exams").toString()).isEqualTo("[5101]");
  }

  private static final class StoppedActivity implements CallMark {
    @Override
    public @Nullable Instant startedAt() {
      return null;
    }

    @Override
    public void set(Instant startedAt) {
      throw new ActivityWorkerShutdownException();
    }
  }

  private JourneyRecord sending() {
    return recorded(
        TestRecords.of(
            engine.claim(SENDER),
            InvitePhase.sending(engine.row(SENDER).state(), engine.moment())));
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
