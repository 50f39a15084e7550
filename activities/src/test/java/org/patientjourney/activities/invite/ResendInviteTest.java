package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patientjourney.activities.invite.TestMeeting.MEETING;
import static org.patientjourney.activities.invite.TestMeeting.OTHER;
import static org.patientjourney.activities.invite.TestMeeting.SENDER;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.ResendStore.InviteResendDao;
import org.patientjourney.activities.invite.ResendStore.InviteResendState;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.order.JourneyId;

/** Sending a meeting's link again: one intent, one call. */
class ResendInviteTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @RegisterExtension final TestMeeting meeting = new TestMeeting(DATABASE);

  private final TestEngine engine = meeting.engine();
  private final TestProvider provider = meeting.provider();
  private final InviteActivities invites = provider.invitesOf(engine);
  private final InviteResendDao resends = engine.dao(InviteResendDao.class);

  @BeforeEach
  void send() {
    invites.sendInvite(MEETING, 1, SENDER);
  }

  @Test
  void the_request_names_the_patient_exam_and_the_meetings_uuid() {
    assertThat(resend(SENDER, "1")).isEqualTo(Resend.Status.SENT);

    assertThat(provider.resends()).hasSize(1);
    assertThat(provider.resends().get(0).path("patient_exam_id").asText()).isEqualTo("95101");
    assertThat(provider.resends().get(0).path("meeting_uuid").asText())
        .isEqualTo(TestProvider.UUID);
  }

  @Test
  void an_answer_is_stored_although_postgresql_fails_at_first() {
    try (var failing = new FailingDatabase(DATABASE, "invite_resend", "new.state = 'SENT'", 2)) {
      assertThat(resend(SENDER, "1")).isEqualTo(Resend.Status.SENT);
    }
    assertThat(provider.resends()).hasSize(1);
  }

  @Test
  void a_refusal_and_its_text_are_stored_once_although_postgresql_fails_twice() {
    provider.willAnswer(400, "{\"error_message\":\"Resend limit reached\"}");
    try (var refusalFails = new FailingDatabase(DATABASE, "provider_refusal", "true", 2)) {
      assertThat(resend(SENDER, "1")).isEqualTo(Resend.Status.REFUSED);
    }
    try (var answerFails =
        new FailingDatabase(DATABASE, "invite_resend", "new.state = 'REFUSED'", 2)) {
      engine.clock().advance(Duration.ofSeconds(1));
      assertThat(resend(SENDER, "2")).isEqualTo(Resend.Status.REFUSED);
    }
    assertThat(provider.resends()).hasSize(2);
    assertThat(DATABASE.texts("select state from invite_resend"))
        .containsExactly("REFUSED", "REFUSED");
    assertThat(DATABASE.count("provider_refusal where call = 'RESEND'")).isEqualTo(2);
  }

  @Test
  void one_intent_is_one_call_whichever_journey_of_the_meeting_asks() {
    assertThat(resend(SENDER, "1")).isEqualTo(Resend.Status.SENT);
    String before = DATABASE.dump();

    assertThat(resend(SENDER, "1")).isEqualTo(Resend.Status.SENT);
    assertThat(resend(OTHER, "1")).isEqualTo(Resend.Status.SENT);

    assertThat(provider.resends()).hasSize(1);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void eight_callers_at_once_make_one_call_and_seven_come_again_for_its_answer() throws Exception {
    CountDownLatch sevenAreBack = new CountDownLatch(7);
    provider.willWaitFor(sevenAreBack);

    List<Optional<Resend.Status>> answers =
        TestThreads.together(
            8,
            () -> {
              try {
                return Optional.of(resend(SENDER, "1"));
              } catch (ApplicationFailure comeAgain) {
                return Optional.empty();
              } finally {
                sevenAreBack.countDown();
              }
            });

    assertThat(provider.resends()).hasSize(1);
    assertThat(answers).containsOnlyOnce(Optional.of(Resend.Status.SENT));
    assertThat(answers).filteredOn(Optional::isEmpty).hasSize(7);
    assertThat(resend(SENDER, "1")).isEqualTo(Resend.Status.SENT);
  }

  @Test
  void a_fourth_intent_is_refused_without_a_call() {
    for (String intent : List.of("1", "2", "3")) {
      assertThat(resend(SENDER, intent)).isEqualTo(Resend.Status.SENT);
    }

    assertThat(resend(OTHER, "4")).isEqualTo(Resend.Status.REFUSED);
    assertThat(provider.resends()).hasSize(Resend.LIMIT);
  }

  @Test
  void eight_intents_at_once_make_no_more_calls_than_the_provider_takes() throws Exception {
    CountDownLatch fiveAreBack = new CountDownLatch(5);
    provider.willWaitFor(fiveAreBack);
    AtomicInteger number = new AtomicInteger();

    List<Resend.Status> answers =
        TestThreads.together(
            8,
            () -> {
              Resend.Status answer = resend(SENDER, "r-" + number.incrementAndGet());
              fiveAreBack.countDown();
              return answer;
            });

    assertThat(provider.resends()).hasSize(Resend.LIMIT);
    assertThat(answers).filteredOn(Resend.Status.REFUSED::equals).hasSize(5);
  }

  @Test
  void refused_resends_do_not_count_towards_the_limit_and_unknown_ones_do() {
    provider.willAnswer(400, "{\"error_message\":\"Exam status is already approved.\"}");
    assertThat(resend(SENDER, "1")).isEqualTo(Resend.Status.REFUSED);
    provider.willAnswer(500, "{}");
    assertThat(resend(SENDER, "2")).isEqualTo(Resend.Status.UNKNOWN);
    provider.willAccept();
    assertThat(resend(SENDER, "3")).isEqualTo(Resend.Status.SENT);
    assertThat(resend(SENDER, "4")).isEqualTo(Resend.Status.SENT);

    assertThat(resend(SENDER, "5")).isEqualTo(Resend.Status.REFUSED);
    assertThat(provider.resends()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"400, REFUSED", "401, REFUSED", "500, UNKNOWN"})
  void a_stored_answer_is_returned_again_without_a_call(int status, Resend.Status answer) {
    provider.willAnswer(status, "{\"error_message\":\"anything\"}");
    assertThat(resend(SENDER, "1")).isEqualTo(answer);
    provider.willAccept();

    assertThat(resend(SENDER, "1")).isEqualTo(answer);
    assertThat(provider.resends()).hasSize(1);
    assertThat(DATABASE.dump()).doesNotContain("anything");
  }

  @Test
  void a_call_that_never_ended_is_unknown_and_not_made_again() {
    resends.insertIfAbsent(MEETING, 1, "REMINDER:1", SENDER, engine.clock().instant());
    resends.start(MEETING, 1, "REMINDER:1", Resend.LIMIT, engine.clock().instant());
    assertThatThrownBy(() -> resend(SENDER, "1"))
        .as("it may still be going on")
        .isInstanceOf(ApplicationFailure.class);

    engine.clock().advance(Duration.ofSeconds(91));
    assertThat(resend(SENDER, "1")).isEqualTo(Resend.Status.UNKNOWN);
    assertThat(provider.resends()).isEmpty();
  }

  /** A commit whose confirmation was lost is repeated after another caller has started to call. */
  @Test
  void a_call_that_never_left_does_not_undo_the_start_of_a_later_call() {
    Instant first = engine.clock().instant();
    Instant later = first.plusMillis(100);
    resends.insertIfAbsent(MEETING, 1, "REMINDER:1", SENDER, first);
    resends.start(MEETING, 1, "REMINDER:1", Resend.LIMIT, first);
    assertThat(notSent(first)).isEqualTo(1);
    assertThat(notSent(first)).as("again").isEqualTo(1);
    resends.start(MEETING, 1, "REMINDER:1", Resend.LIMIT, later);

    assertThat(notSent(first)).isZero();
    assertThat(resends.getState(MEETING, 1, "REMINDER:1")).isEqualTo(InviteResendState.STARTED);
    assertThat(notSent(later)).isEqualTo(1);
  }

  private int notSent(Instant startedAt) {
    return resends.answer(
        MEETING, 1, "REMINDER:1", startedAt, InviteResendState.PREPARED, "unreachable", startedAt);
  }

  @Test
  void a_provider_that_is_not_there_is_asked_again_by_the_same_intent() throws IOException {
    provider.close();
    assertThatThrownBy(() -> resend(SENDER, "1"))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("could not be reached");
    assertThat(resends.getState(MEETING, 1, "REMINDER:1")).isEqualTo(InviteResendState.PREPARED);

    try (TestProvider back = new TestProvider()) {
      assertThat(back.invitesOf(engine).resendInvite(MEETING, reminder("1"), SENDER))
          .isEqualTo(Resend.Status.SENT);
      assertThat(back.resends()).hasSize(1);
    }
  }

  @Test
  void concurrent_resends_are_not_refused_while_the_provider_is_unreachable() throws Exception {
    provider.close();

    for (int round = 1; round <= 30; round++) {
      String intent = "r-" + round;
      assertThat(TestThreads.together(4, () -> resendOrNotSent(intent)))
          .containsAnyOf(Resend.Status.REQUESTED, Resend.Status.UNKNOWN)
          .doesNotContain(Resend.Status.REFUSED);
    }
  }

  @Test
  void a_provider_that_wants_fewer_calls_is_asked_again_by_the_same_intent() {
    provider.willAskToWait(1);
    assertThatThrownBy(() -> resend(SENDER, "1")).isInstanceOf(ApplicationFailure.class);
    provider.willAccept();

    assertThat(resend(SENDER, "1")).isEqualTo(Resend.Status.SENT);
    assertThat(provider.resends()).hasSize(2);
  }

  @Test
  void an_exam_that_the_provider_never_named_is_refused_without_a_call() {
    Resend ofAnotherAttempt =
        Resend.requested(Resend.Cause.REMINDER, "1", 2, engine.clock().instant());

    assertThat(invites.resendInvite(MEETING, ofAnotherAttempt, SENDER))
        .isEqualTo(Resend.Status.REFUSED);
    assertThat(provider.resends()).isEmpty();
    assertThat(DATABASE.count("invite_resend")).isZero();
  }

  private Resend.Status resend(JourneyId journey, String id) {
    return invites.resendInvite(MEETING, reminder(id), journey);
  }

  private Resend.Status resendOrNotSent(String id) {
    try {
      return resend(OTHER, id);
    } catch (ApplicationFailure notSent) {
      return Resend.Status.REQUESTED;
    }
  }

  private Resend reminder(String id) {
    return Resend.requested(Resend.Cause.REMINDER, id, 1, engine.clock().instant());
  }
}
