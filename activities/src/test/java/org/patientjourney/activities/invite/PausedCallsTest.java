package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.pause.PauseRow;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.run.PauseActivities;

/** While calls are paused, nothing is called and nothing is noted as called. */
class PausedCallsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @RegisterExtension final TestMeeting meeting = new TestMeeting(DATABASE);

  private final TestEngine engine = meeting.engine();
  private final TestProvider provider = meeting.provider();
  private final InviteActivities invites = provider.invitesOf(engine);
  private final Pauses pauses = new Pauses(engine.jdbi(), engine.encryption(), engine.clock());

  @Test
  void an_invite_starts_no_attempt_and_is_sent_once_after_the_release() {
    PauseRow pause = begin();
    expectPaused(() -> invites.sendInvite(TestMeeting.MEETING, 1, TestMeeting.SENDER));
    assertThat(provider.requests()).isEmpty();
    assertThat(DATABASE.count("invite_attempt")).isZero();

    release(pause);
    assertThat(invites.sendInvite(TestMeeting.MEETING, 1, TestMeeting.SENDER))
        .isInstanceOf(SendOutcome.Answered.class);
    assertThat(invites.sendInvite(TestMeeting.MEETING, 1, TestMeeting.SENDER))
        .isInstanceOf(SendOutcome.Answered.class);
    assertThat(provider.requests()).hasSize(1);
  }

  @Test
  void an_answer_that_is_stored_needs_no_call() {
    invites.sendInvite(TestMeeting.MEETING, 1, TestMeeting.SENDER);
    begin();
    assertThat(invites.sendInvite(TestMeeting.MEETING, 1, TestMeeting.SENDER))
        .isInstanceOf(SendOutcome.Answered.class);
    assertThat(provider.requests()).hasSize(1);
  }

  @Test
  void a_resend_is_made_once_after_the_release() {
    invites.sendInvite(TestMeeting.MEETING, 1, TestMeeting.SENDER);
    PauseRow pause = begin();
    expectPaused(this::resend);
    assertThat(provider.resends()).isEmpty();
    assertThat(DATABASE.count("invite_resend")).isZero();

    release(pause);
    assertThat(resend()).isEqualTo(Resend.Status.SENT);
    assertThat(provider.resends()).hasSize(1);
  }

  @Test
  void a_cancellation_waits_only_where_the_provider_has_the_invite() {
    PauseRow before = begin();
    assertThat(cancel()).isEqualTo(new CancelOutcome.NeverSent());
    release(before);
    invites.sendInvite(TestMeeting.MEETING, 1, TestMeeting.SENDER);
    PauseRow pause = begin();
    expectPaused(this::cancel);
    assertThat(provider.cancels()).isEmpty();

    release(pause);
    assertThat(cancel()).isEqualTo(new CancelOutcome.Cancelled(null));
  }

  /** The last check is the client's: an activity that forgets to ask makes no call either. */
  @Test
  void a_pause_that_begins_between_check_and_call_leaves_an_attempt_that_was_not_sent() {
    InviteActivities late =
        new InviteActivitiesImpl(
            engine.jdbi(),
            engine.encryption(),
            engine.orders(),
            provider.asProvider(engine),
            new CallMark() {
              @Override
              public @Nullable Instant startedAt() {
                return null;
              }

              @Override
              public void set(Instant startedAt) {
                begin();
              }
            },
            engine.clock());
    SendOutcome outcome =
        new RecordedInvites(engine, late).sendInvite(TestMeeting.MEETING, 1, TestMeeting.SENDER);

    assertThat(outcome).isEqualTo(new SendOutcome.RetryLater(Duration.ofSeconds(10)));
    assertThat(provider.requests()).isEmpty();
    assertThat(DATABASE.texts("select state from invite_attempt")).containsExactly("NOT_SENT");
  }

  private static void expectPaused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(PauseActivities.CALLS_PAUSED);
              assertThat(failure.isNonRetryable()).isTrue();
            });
  }

  private Resend.Status resend() {
    return invites.resendInvite(
        TestMeeting.MEETING,
        Resend.requested(Resend.Cause.REMINDER, "1", 1, engine.clock().instant()),
        TestMeeting.SENDER);
  }

  private CancelOutcome cancel() {
    return invites.cancelInvite(TestMeeting.MEETING, TestMeeting.SENDER);
  }

  private PauseRow begin() {
    return pauses.begin("juniper", new Origin("c-" + DATABASE.count("pause"), "operations", "why"));
  }

  private void release(PauseRow pause) {
    pauses.release(pause, new Origin("r-" + pause.pauseId(), "operations", "over"));
  }
}
