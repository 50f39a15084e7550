package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.activities.invite.TestMeeting.MEETING;
import static org.patientjourney.activities.invite.TestMeeting.OTHER;
import static org.patientjourney.activities.invite.TestMeeting.SENDER;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.TestIncidents;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.CancellationPhase;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;

/** A journey that is cancelled or held by a person is left out of the meeting's invite. */
class LeaveOutTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @RegisterExtension final TestMeeting meeting = new TestMeeting(DATABASE);

  private final TestEngine engine = meeting.engine();
  private final TestProvider provider = meeting.provider();
  private final InviteActivities invites = provider.invitesOf(engine);

  static Stream<JourneyCommand> stops() {
    return Stream.of(
        new Cancel(TestIncidents.command("stop")), new HoldJourney(TestIncidents.command("stop")));
  }

  @ParameterizedTest
  @MethodSource("stops")
  void a_cancelled_or_held_journey_is_left_out_and_gets_that_answer(JourneyCommand stop) {
    TestRecords.merge(engine, OTHER, stop);

    assertThat(send(SENDER).status()).isEqualTo(InviteStatus.SENT);

    assertThat(provider.requests().get(0).path("exams").toString()).isEqualTo("[5101]");
    assertThat(answers()).containsExactly(OTHER + " CANCELLED");
    assertThat(send(OTHER)).isEqualTo(leftOut());
    assertThat(DATABASE.texts("select exam_ids::text from invite_attempt"))
        .containsExactly("{5101}");
  }

  /** A stored delivery may keep the journey open for a while. */
  @Test
  void a_cancelled_journey_that_is_still_open_is_left_out() {
    TestRecords.merge(engine, OTHER, new Cancel(TestIncidents.command("stop")));
    JourneyClaim claim = engine.claim(OTHER);
    engine
        .journeys()
        .record(TestRecords.of(claim, CancellationPhase.withdrawn(claim.state(), engine.moment())));
    assertThat(engine.row(OTHER).open()).isTrue();

    send(SENDER);

    assertThat(provider.requests().get(0).path("exams").toString()).isEqualTo("[5101]");
  }

  @ParameterizedTest
  @MethodSource("stops")
  void a_cancelled_or_held_sender_still_sends_for_the_others(JourneyCommand stop) {
    TestRecords.merge(engine, SENDER, stop);

    assertThat(send(SENDER)).isEqualTo(leftOut());

    assertThat(provider.requests().get(0).path("exams").toString()).isEqualTo("[5102]");
    assertThat(answers()).containsExactly(OTHER + " SENT");
  }

  @ParameterizedTest
  @MethodSource("stops")
  void nothing_is_sent_when_no_journey_is_left_in_the_meeting(JourneyCommand stop) {
    TestRecords.merge(engine, SENDER, stop);
    TestRecords.merge(engine, OTHER, stop);

    assertThat(send(SENDER)).isEqualTo(leftOut());
    assertThat(provider.requests()).isEmpty();
    assertThat(answers()).as("no journey waits").contains(OTHER + " CANCELLED");
    assertThat(DATABASE.count("invite_attempt")).isZero();
  }

  @Test
  void the_others_are_invited_alone_when_the_sender_closes_before_sending() {
    TestRecords.close(engine, SENDER);

    assertThat(answers()).containsExactly(OTHER + " CANCELLED");
  }

  @Test
  void an_invited_journey_gets_no_answer_when_the_sender_closes() {
    send(SENDER);
    TestRecords.merge(
        engine, SENDER, InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("95101")));
    TestRecords.close(engine, SENDER);

    assertThat(answers()).doesNotContain(OTHER + " CANCELLED");
  }

  @Test
  void a_sender_left_out_of_an_unknown_invite_reports_it_to_the_journeys_in_it() {
    TestRecords.merge(engine, SENDER, new Cancel(TestIncidents.command("stop")));
    engine.startAttempt(MEETING, 1, 5102);

    assertThat(send(SENDER)).isEqualTo(leftOut());

    assertThat(answers()).containsExactly(OTHER + " UNKNOWN");
    assertThat(provider.requests()).isEmpty();
  }

  /** The journey has its invite; what became of another is nothing to it. */
  @Test
  void an_invited_journey_gets_no_answer_of_a_later_attempt() {
    send(SENDER);
    TestRecords.merge(engine, SENDER, sent("95101"));
    TestRecords.merge(engine, OTHER, sent("95102"));
    List<String> before = answers();
    InviteAttemptDao attempts = engine.dao(InviteAttemptDao.class);
    attempts.markOver(MEETING, 1, new ExamId(5101), engine.clock().instant());
    engine.startAttempt(MEETING, 2, 5101);

    TestRecords.answerOthers(engine, SENDER, InviteAnswer.unknown(2, engine.clock().instant()));

    assertThat(answers()).isEqualTo(before);
  }

  @Test
  void an_attempt_that_was_started_before_the_stop_is_never_answered_as_left_out() {
    engine.startAttempt(MEETING, 1, 5101, 5102);
    for (JourneyId journey : List.of(SENDER, OTHER)) {
      TestRecords.merge(engine, journey, new Cancel(TestIncidents.command("stop")));
    }

    assertThat(send(SENDER)).isEqualTo(InviteAnswer.unknown(1, engine.clock().instant()));
    assertThat(send(OTHER)).isEqualTo(InviteAnswer.unknown(1, engine.clock().instant()));
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void an_invited_patient_is_not_invited_again() {
    send(SENDER);
    TestRecords.merge(engine, SENDER, sent("95101"));
    TestRecords.merge(engine, OTHER, sent("95102"));
    InviteAttemptDao attempts = engine.dao(InviteAttemptDao.class);
    attempts.markOver(MEETING, 1, new ExamId(5101), engine.clock().instant());
    attempts.markOver(MEETING, 1, new ExamId(5102), engine.clock().instant());

    assertThat(invites.sendInvite(MEETING, 2, SENDER))
        .isEqualTo(new SendOutcome.Answered(InviteAnswer.leftOut(2, engine.clock().instant())));
    assertThat(provider.requests()).hasSize(1);
  }

  /** Its answer is on the way, and its own meeting will invite it: a second one would be sent. */
  @Test
  void a_journey_that_an_earlier_attempt_left_out_is_in_no_later_one_and_hears_of_none() {
    TestRecords.merge(engine, OTHER, new HoldJourney(TestIncidents.command("stop")));
    TestRecords.merge(engine, SENDER, send(SENDER));
    Release release = new Release(TestIncidents.command("go-on"), HoldReason.HELD_BY_PERSON);
    TestRecords.merge(engine, OTHER, release);
    TestRecords.merge(engine, SENDER, new ReInvite(TestIncidents.command("again")));

    invites.sendInvite(MEETING, 2, SENDER);

    assertThat(provider.requests().get(1).path("exams").toString()).isEqualTo("[5101]");
    assertThat(answers()).containsExactly(OTHER + " CANCELLED");
    assertThat(DATABASE.count("outbox where payload->>'attempt' = '2'")).isZero();
  }

  @Test
  void a_journey_cancelled_while_the_attempt_waits_for_its_start_is_not_sent() throws Exception {
    CompletableFuture<SendOutcome> sending;
    try (Handle other = engine.jdbi().open()) {
      other.begin();
      other.attach(OrderDao.class).lockMeeting(MEETING);
      sending = CompletableFuture.supplyAsync(() -> invites.sendInvite(MEETING, 1, SENDER));
      DATABASE.awaitBlockedStatement();
      TestRecords.merge(engine, OTHER, new Cancel(TestIncidents.command("stop")));
      other.commit();
    }

    assertThat(sending.get(30, TimeUnit.SECONDS))
        .isEqualTo(new SendOutcome.Answered(sent("95101")));
    assertThat(provider.requests().get(0).path("exams").toString()).isEqualTo("[5101]");
  }

  private InviteAnswer send(JourneyId asking) {
    return ((SendOutcome.Answered) invites.sendInvite(MEETING, 1, asking)).answer();
  }

  private InviteAnswer leftOut() {
    return InviteAnswer.leftOut(1, engine.clock().instant());
  }

  private InviteAnswer sent(String exam) {
    return InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId(exam));
  }

  private static List<String> answers() {
    return DATABASE.texts(
        """
        select journey_id || ' ' || (payload->>'status') from outbox
        where kind = 'INVITE_ANSWER' order by 1
        """);
  }
}
