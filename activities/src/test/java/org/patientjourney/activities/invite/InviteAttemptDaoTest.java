package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

class InviteAttemptDaoTest {
  private static final Integer[] EXAMS = {5101};
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-1:5102");
  private static final MeetingId MEETING = MeetingId.sentBy(JOURNEY);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final InviteAttemptDao attempts = engine.dao(InviteAttemptDao.class);
  private final Instant now = engine.clock().instant();

  @BeforeEach
  void prepare() {
    engine.accept(TestOrders.approvable());
  }

  @Test
  void only_one_of_many_starts_an_attempt() throws Exception {
    assertThat(TestThreads.together(8, this::start)).containsOnlyOnce(true);
  }

  /** A journey that was refused in the attempt before has not heard of it. */
  @Test
  void an_exam_counts_as_called_once_an_attempt_after_the_known_one_is_started() {
    ExamId exam = new ExamId(5101);
    assertThat(attempts.isCalledFor(MEETING, exam, 0)).isFalse();
    start();
    assertThat(attempts.isCalledFor(MEETING, exam, 0)).isTrue();
    assertThat(attempts.isCalledFor(MEETING, exam, 1)).isFalse();
  }

  @Test
  void an_attempt_that_is_not_started_takes_no_answer() {
    start();
    assertThat(attempts.markNotSent(MEETING, 1, now, "http 429")).contains(1);

    assertThat(attempts.markNotSent(MEETING, 1, now, "http 429")).isEmpty();
    Integer[] exams = {5101};
    String[] journeys = {JOURNEY.value()};
    String[] ids = {"601233"};
    String[] answers = {"{}"};
    byte[] link = {1};
    assertThat(
            attempts.markSent(
                MEETING, 1, link, link, exams, journeys, ids, answers, "{}", OTHER, now))
        .isEmpty();
    assertThat(attempts.markRefused(MEETING, 1, HoldReason.KEY_REFUSED, null, null, now)).isZero();
    assertThat(attempts.markUnknown(MEETING, 1, "http 500", now)).isZero();
    assertThat(attempts.find(MEETING, 1).orElseThrow().state()).isEqualTo(AttemptState.NOT_SENT);
    assertThat(DATABASE.count("patient_exam")).isZero();
    assertThat(DATABASE.count("outbox where kind = 'INVITE_ANSWER'")).isZero();
  }

  @Test
  void an_answered_attempt_keeps_its_answer() {
    start();
    assertThat(attempts.markRefused(MEETING, 1, HoldReason.NEEDS_INPUT, "/exams", null, now))
        .isEqualTo(1);

    assertThat(start()).isFalse();
    assertThat(attempts.markUnknown(MEETING, 1, "http 500", now)).isZero();
    assertThat(attempts.markNotSent(MEETING, 1, now, "http 429")).isEmpty();
    assertThat(attempts.find(MEETING, 1))
        .contains(
            new InviteAttemptRow(
                MEETING,
                1,
                AttemptState.REFUSED,
                List.of(5101),
                0,
                now,
                HoldReason.NEEDS_INPUT,
                "/exams"));
  }

  @Test
  void an_attempt_that_was_not_sent_keeps_its_first_token_and_can_be_started_again() {
    attempts.start(MEETING, 1, new byte[] {1}, new byte[] {11}, EXAMS, now);
    attempts.markNotSent(MEETING, 1, now, "http 429");

    assertThat(attempts.start(MEETING, 1, new byte[] {2}, new byte[] {22}, EXAMS, now))
        .contains(new byte[] {11});
  }

  @Test
  void the_patient_exam_that_was_bound_first_stays() {
    start();
    ExamId exam = new ExamId(5101);
    PatientExamId first = new PatientExamId("601233");

    assertThat(attempts.bindIfAbsent(MEETING, 1, exam, JOURNEY, first, now)).isTrue();
    assertThat(attempts.bindIfAbsent(MEETING, 1, exam, JOURNEY, new PatientExamId("7"), now))
        .isFalse();

    PatientExamRow row = new PatientExamRow(MEETING, 1, exam, JOURNEY, first);
    assertThat(attempts.findBound(MEETING)).containsExactly(row);
    assertThat(attempts.findBoundTo(first)).containsExactly(row);
    assertThat(attempts.findBoundTo(new PatientExamId("7"))).isEmpty();
  }

  private boolean start() {
    return attempts
        .start(MEETING, 1, WebhookToken.random().hash(), new byte[] {1}, EXAMS, now)
        .isPresent();
  }

  @Test
  void an_attempt_before_a_later_one_is_not_started() {
    engine.startAttempt(MEETING, 2, 5101);

    assertThat(start()).isFalse();
  }

  @Test
  void an_unknown_token_names_no_attempt() {
    assertThat(attempts.findByToken(new WebhookToken("guessed").hash())).isEmpty();
  }
}
