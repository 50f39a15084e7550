package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Invites that the provider refuses, does not get, or does not answer. */
class SendInviteFailureTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId SENDER = new JourneyId("juniper:WC-2:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-2:5102");
  private static final MeetingId MEETING = MeetingId.sentBy(SENDER);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestProvider provider = new TestProvider();
  private final InviteAttemptDao attempts = engine.dao(InviteAttemptDao.class);
  private final InviteActivities invites = provider.invitesOf(engine);
  private final AttemptStarts starts =
      new AttemptStarts(engine.jdbi(), engine.encryption(), engine.orders(), engine.clock());
  private final AttemptAnswers answers =
      new AttemptAnswers(engine.jdbi(), engine.encryption(), starts, engine.clock());

  SendInviteFailureTest() throws IOException {}

  @BeforeEach
  void prepare() {
    engine.accept(TestOrders.approvableTwice());
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized access., KEY_REFUSED",
    "401, Need to add Patient Care Provider via Qualiphy Portal!, PROVIDER_NOT_CONFIGURED",
    "401, You need to signed docusign and signed rx, AGREEMENTS_UNSIGNED",
    "401, Need to sign Prescriptive Services Contract, PRESCRIPTION_CONTRACT_UNSIGNED",
    "401, Anything else, UNAUTHORIZED",
    "400, dob is required, NEEDS_INPUT"
  })
  void every_journey_of_the_meeting_gets_the_reason_of_a_refusal(
      int status, String text, HoldReason reason) {
    provider.willAnswer(status, "{\"error_message\":\"" + text + "\"}");
    InviteAnswer refused =
        InviteAnswer.refused(
            1,
            engine.clock().instant(),
            reason,
            reason == HoldReason.NEEDS_INPUT ? "/patient/dateOfBirth" : null);

    assertThat(send()).isEqualTo(new SendOutcome.Answered(refused));
    assertThat(send()).isEqualTo(new SendOutcome.Answered(refused));

    assertThat(provider.requests()).hasSize(1);
    assertThat(
            DATABASE.texts(
                """
                select journey_id || ' ' || (payload->>'refusal') from outbox
                where kind = 'INVITE_ANSWER' order by 1
                """))
        .containsExactly(OTHER + " " + reason);
    assertThat(DATABASE.count("invite_attempt where token is not null")).isZero();
    assertThat(DATABASE.dump()).doesNotContain(text);
  }

  @Test
  void a_call_that_never_left_is_tried_again_with_growing_delays() {
    provider.close();

    assertThat(IntStream.range(0, 8).mapToObj(call -> send()))
        .containsExactly(
            later(10),
            later(20),
            later(40),
            later(80),
            later(160),
            later(320),
            later(600),
            later(600));
    assertThat(attempts.find(MEETING, 1))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.NOT_SENT))
        .hasValueSatisfying(row -> assertThat(row.tries()).isEqualTo(8));
    assertThat(DATABASE.count("outbox where kind = 'INVITE_ANSWER'")).isZero();
  }

  /** The provider was called, and will not say it again. */
  @ParameterizedTest
  @CsvSource({"SENT, 200, ok", "REFUSED, 401, Unauthorized access.", "UNKNOWN, 500, oops"})
  void an_answer_is_stored_although_postgresql_fails_at_first(
      AttemptState answered, int status, String text) {
    if (status == 200) {
      provider.willAccept();
    } else {
      provider.willAnswer(status, "{\"error_message\":\"" + text + "\"}");
    }
    try (var failing = failingAt(answered)) {
      send();
    }
    assertThat(provider.requests()).hasSize(1);
    assertThat(attempts.find(MEETING, 1))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(answered));
  }

  @Test
  void an_unsent_call_is_undone_although_postgresql_fails_at_first() {
    provider.close();
    try (var failing = failingAt(AttemptState.NOT_SENT)) {
      assertThat(send()).isEqualTo(later(10));
    }
    assertThat(attempts.find(MEETING, 1))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.NOT_SENT));
  }

  /** As after a commit whose confirmation was lost. */
  @Test
  void an_answer_that_is_stored_is_known_again() {
    recordSending();
    AttemptStart.Started started = (AttemptStart.Started) start();
    assertThat(answers.notSent(started, "unreachable")).isEqualTo(1);
    assertThat(answers.notSent(started, "unreachable")).isEqualTo(1);

    start();
    answers.unknown(started, "http 500");
    String before = DATABASE.dump();
    answers.unknown(started, "http 500");
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  /** A commit whose confirmation was lost is repeated after another caller has started to call. */
  @Test
  void a_call_that_never_left_does_not_undo_the_start_of_a_later_call() {
    recordSending();
    AttemptStart.Started first = (AttemptStart.Started) start();
    answers.notSent(first, "unreachable");
    engine.clock().advance(Duration.ofSeconds(90));
    start();

    assertThatIllegalStateException().isThrownBy(() -> answers.notSent(first, "unreachable"));

    assertThat(attempts.find(MEETING, 1))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.STARTED));
    assertThat(send()).as("not started a third time").isInstanceOf(SendOutcome.Answered.class);
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void a_sent_answer_that_is_stored_is_known_again() {
    recordSending();
    AttemptStart.Started started = (AttemptStart.Started) start();
    CreatedMeeting created =
        new CreatedMeeting(
            TestProvider.UUID,
            URI.create(TestProvider.LINK),
            Map.of(
                new ExamId(5101),
                new PatientExamId("1"),
                new ExamId(5102),
                new PatientExamId("2")));
    SendOutcome first = answers.sent(started, created);
    String before = DATABASE.dump();

    assertThat(answers.sent(started, created)).isEqualTo(first);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  private static FailingDatabase failingAt(AttemptState state) {
    return new FailingDatabase(DATABASE, "invite_attempt", "new.state = '" + state + "'", 2);
  }

  @Test
  void the_provider_may_ask_for_a_longer_delay_but_not_for_a_shorter_one() {
    provider.willAskToWait(300);
    assertThat(send()).isEqualTo(later(300));
    provider.willAskToWait(1);
    assertThat(send()).isEqualTo(later(20));
  }

  @Test
  void the_attempt_that_was_put_off_is_sent_later_with_the_same_token() {
    provider.willAskToWait(1);
    send();
    provider.willAccept();

    assertThat(send()).isInstanceOf(SendOutcome.Answered.class);
    assertThat(provider.requests()).hasSize(2);
    assertThat(provider.requests().get(1).path("webhook_url"))
        .isEqualTo(provider.requests().get(0).path("webhook_url"));
  }

  @Test
  void an_unclear_answer_is_unknown_and_the_attempt_is_never_started_again() {
    provider.willAnswer(500, "{\"error_message\":\"oops\"}");
    SendOutcome unknown =
        new SendOutcome.Answered(InviteAnswer.unknown(1, engine.clock().instant()));

    assertThat(send()).isEqualTo(unknown);
    provider.willAccept();
    assertThat(send()).isEqualTo(unknown);

    assertThat(provider.requests()).hasSize(1);
    assertThat(attempts.findByToken(provider.tokenAsked().hash()))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.UNKNOWN));
    assertThat(DATABASE.count("outbox where kind = 'INVITE_ANSWER'")).isZero();
  }

  @Test
  void an_attempt_whose_sender_died_is_unknown_and_not_sent() {
    engine.startAttempt(MEETING, 1, 5101);

    assertThat(send())
        .isEqualTo(new SendOutcome.Answered(InviteAnswer.unknown(1, engine.clock().instant())));
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void an_attempt_before_a_later_one_is_a_bug() {
    engine.startAttempt(MEETING, 8, 5101);

    assertThatIllegalStateException()
        .isThrownBy(() -> invites.sendInvite(MEETING, 7, SENDER))
        .withMessageContaining("attempt 7 of meeting " + MEETING);
    assertThat(provider.requests()).isEmpty();
  }

  private SendOutcome send() {
    return invites.sendInvite(MEETING, 1, SENDER);
  }

  private static SendOutcome later(int seconds) {
    return new SendOutcome.RetryLater(Duration.ofSeconds(seconds));
  }

  private void recordSending() {
    RecordedInvites.recordSending(engine, SENDER, 1);
  }

  private AttemptStart start() {
    return starts.start(MEETING, 1, SENDER, null);
  }
}
