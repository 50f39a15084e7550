package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patientjourney.activities.invite.TestMeeting.MEETING;
import static org.patientjourney.activities.invite.TestMeeting.OTHER;
import static org.patientjourney.activities.invite.TestMeeting.SENDER;

import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.RefusalStore.ProviderCall;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.order.JourneyId;

class CancelInviteTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @RegisterExtension final TestMeeting meeting = new TestMeeting(DATABASE);

  private final TestEngine engine = meeting.engine();
  private final TestProvider provider = meeting.provider();
  private final InviteActivities invites = provider.invitesOf(engine);
  private final InviteAttemptDao attempts = engine.dao(InviteAttemptDao.class);

  @Test
  void an_exam_of_an_attempt_that_was_not_sent_was_never_sent() {
    assertThat(cancel(OTHER)).isEqualTo(new CancelOutcome.NeverSent());
    start(5101, 5102);
    attempts.markNotSent(MEETING, 1, engine.clock().instant(), "unreachable");

    assertThat(cancel(OTHER)).isEqualTo(new CancelOutcome.NeverSent());
    assertThat(provider.cancels()).isEmpty();
  }

  @Test
  void an_exam_that_the_provider_refused_was_never_sent() {
    start(5101, 5102);
    attempts.markRefused(MEETING, 1, HoldReason.NEEDS_INPUT, null, null, engine.clock().instant());

    assertThat(cancel(OTHER)).isEqualTo(new CancelOutcome.NeverSent());
  }

  @Test
  void an_exam_that_an_attempt_left_out_was_never_sent() {
    start(5101);

    assertThat(cancel(OTHER)).isEqualTo(new CancelOutcome.NeverSent());
    assertThat(cancel(SENDER)).isEqualTo(new CancelOutcome.BeingSent(1));
  }

  @Test
  void an_exam_whose_attempt_has_no_answer_is_being_sent() {
    start(5101, 5102);
    assertThat(cancel(OTHER)).isEqualTo(new CancelOutcome.BeingSent(1));

    attempts.markUnknown(MEETING, 1, "http 500", engine.clock().instant());
    assertThat(cancel(OTHER)).isEqualTo(new CancelOutcome.BeingSent(1));
    assertThat(provider.cancels()).isEmpty();
  }

  @Test
  void a_sent_exam_is_cancelled_alone() {
    invites.sendInvite(MEETING, 1, SENDER);

    assertThat(cancel(OTHER)).isEqualTo(new CancelOutcome.Cancelled(null));
    assertThat(provider.cancels()).hasSize(1);
    assertThat(provider.cancels().get(0).path("patient_exam_id").asText()).isEqualTo("95102");
  }

  @Test
  void of_several_attempts_the_latest_one_with_the_exam_is_cancelled() {
    invites.sendInvite(MEETING, 1, SENDER);
    DATABASE.change("update patient_exam set over_at = bound_at where attempt = 1");
    engine.startAttempt(MEETING, 2, 5101);

    assertThat(cancel(SENDER)).isEqualTo(new CancelOutcome.BeingSent(2));
    assertThat(cancel(OTHER)).isEqualTo(new CancelOutcome.Cancelled(null));
  }

  /** The texts that the provider publishes. */
  @ParameterizedTest
  @CsvSource({
    "Exam status is already approved., APPROVED",
    "Exam status is already rejected., REJECTED",
    "Exam status is already Deferred to Medical Director., DEFERRED",
    "Exam status is already NA., NOT_APPLICABLE",
    "Exam status is already Missed., MISSED"
  })
  void a_decision_made_before_the_cancellation_is_reported(String text, ExamStatus status) {
    invites.sendInvite(MEETING, 1, SENDER);
    provider.willAnswer(400, "{\"error_message\":\"" + text + "\"}");

    assertThat(cancel(SENDER)).isEqualTo(new CancelOutcome.Decided(status));
  }

  @Test
  void an_exam_that_is_cancelled_already_is_cancelled() {
    invites.sendInvite(MEETING, 1, SENDER);
    provider.willAnswer(400, "{\"error_message\":\"Exam status is already cancelled.\"}");

    assertThat(cancel(SENDER)).isEqualTo(new CancelOutcome.Cancelled(null));
  }

  @ParameterizedTest
  @CsvSource({"401, Unauthorized access.", "400, Invalid patient exam id", "404, no such endpoint"})
  void any_other_refusal_is_for_a_person(int status, String text) {
    invites.sendInvite(MEETING, 1, SENDER);
    provider.willAnswer(status, "{\"error_message\":\"" + text + "\"}");

    assertThat(cancel(SENDER)).isEqualTo(new CancelOutcome.Refused());
  }

  @Test
  void a_refusal_is_stored_although_postgresql_fails_at_first() {
    invites.sendInvite(MEETING, 1, SENDER);
    provider.willAnswer(400, "{\"error_message\":\"Invalid patient exam id\"}");

    try (var failing = new FailingDatabase(DATABASE, "provider_refusal", "true", 2)) {
      assertThat(cancel(SENDER)).isEqualTo(new CancelOutcome.Refused());
    }
    assertThat(provider.cancels()).hasSize(1);
    assertThat(DATABASE.count("provider_refusal where call = 'CANCEL'")).isEqualTo(1);
  }

  /** As after a commit whose confirmation was lost. */
  @Test
  void a_refusal_that_is_stored_again_is_one_refusal() {
    RefusalStore refusals = new RefusalStore(engine.encryption());
    for (int i = 0; i < 2; i++) {
      engine
          .jdbi()
          .useTransaction(
              handle ->
                  refusals.keep(
                      handle, SENDER, ProviderCall.CANCEL, "404", engine.clock().instant()));
    }
    assertThat(DATABASE.count("provider_refusal")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"429", "500", "503"})
  void without_an_answer_the_same_call_is_made_again(int status) {
    invites.sendInvite(MEETING, 1, SENDER);
    provider.willAnswer(status, "{}");
    assertNotAnswered();
    provider.willAccept();

    assertThat(cancel(SENDER)).isEqualTo(new CancelOutcome.Cancelled(null));
    assertThat(provider.cancels()).hasSize(2);
  }

  @Test
  void a_provider_that_is_not_there_has_not_answered() {
    invites.sendInvite(MEETING, 1, SENDER);
    provider.close();

    assertNotAnswered();
  }

  private void assertNotAnswered() {
    assertThatThrownBy(() -> cancel(SENDER))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("has not answered");
  }

  private CancelOutcome cancel(JourneyId journey) {
    return invites.cancelInvite(MEETING, journey);
  }

  private void start(Integer... exams) {
    engine.startAttempt(MEETING, 1, exams);
  }
}
