package org.patientjourney.activities.invite;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.RetryingTransaction;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.AttemptStart.NotStarted;
import org.patientjourney.activities.invite.AttemptStart.Started;
import org.patientjourney.activities.invite.RefusalStore.ProviderCall;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Sends and cancels invites. What was started is never started again. */
public final class InviteActivitiesImpl implements InviteActivities {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

  private final Jdbi jdbi;
  private final AttemptStarts starts;
  private final AttemptAnswers answers;
  private final ResendStore resends;
  private final RefusalStore refusals;
  private final InviteProvider provider;
  private final CallMark mark;
  private final InstantSource clock;

  public InviteActivitiesImpl(
      Jdbi jdbi,
      Encryption encryption,
      OrderStore orders,
      InviteProvider provider,
      CallMark mark,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.starts = new AttemptStarts(jdbi, encryption, orders, clock);
    this.answers = new AttemptAnswers(jdbi, encryption, starts, clock);
    this.resends = new ResendStore(jdbi, encryption, provider, clock);
    this.refusals = new RefusalStore(encryption);
    this.provider = provider;
    this.mark = mark;
    this.clock = clock;
  }

  @Override
  public SendOutcome sendInvite(MeetingId meeting, int attempt, JourneyId journey) {
    AttemptStart start = starts.start(meeting, attempt, journey, mark.startedAt());
    return start instanceof Started started ? send(started) : ((NotStarted) start).outcome();
  }

  private SendOutcome send(Started started) {
    mark(started);
    CallResult<CreatedMeeting> result = provider.invite(started.invite());
    if (result instanceof CallResult.Done<CreatedMeeting> done) {
      return answers.sent(started, done.answer());
    }
    if (result instanceof CallResult.Refused<CreatedMeeting> refused) {
      return answers.refused(started, refused);
    }
    if (result instanceof CallResult.NotSent<CreatedMeeting> notSent) {
      return retryLater(started, notSent.cause(), null);
    }
    if (result instanceof CallResult.RateLimited<CreatedMeeting> limited) {
      return retryLater(started, "http 429", limited.retryAfter());
    }
    return answers.unknown(started, ((CallResult.Unknown<CreatedMeeting>) result).cause());
  }

  /** An activity that must not go on, as in a worker that stops, has not called. */
  private void mark(Started started) {
    try {
      mark.set(started.at());
    } catch (TemporalException e) {
      answers.notSent(started, "the activity was stopped before its call");
      throw e;
    }
  }

  private SendOutcome retryLater(Started started, String cause, @Nullable Duration asked) {
    int tries = answers.notSent(started, cause);
    Duration ours = FIRST_RETRY.multipliedBy(1L << Math.min(tries - 1, 10));
    Duration delay = ours.compareTo(LONGEST_RETRY) < 0 ? ours : LONGEST_RETRY;
    return new SendOutcome.RetryLater(asked != null && asked.compareTo(delay) > 0 ? asked : delay);
  }

  @Override
  public Resend.Status resendInvite(MeetingId meeting, Resend resend, JourneyId journey) {
    return resends.resend(meeting, resend, journey);
  }

  /** The exam's row says already that it is to be cancelled, so no later attempt takes it in. */
  @Override
  public CancelOutcome cancelInvite(MeetingId meeting, JourneyId journey) {
    JourneyRow row = jdbi.onDemand(JourneyDao.class).find(journey).orElseThrow();
    Optional<InviteAttemptRow> attempt = latestAttempt(meeting, row);
    if (attempt.isEmpty()) {
      return new CancelOutcome.NeverSent();
    }
    int number = attempt.get().number();
    Optional<PatientExamRow> exam =
        jdbi.onDemand(InviteAttemptDao.class).findPatientExam(meeting, number, journey);
    if (exam.isEmpty()) {
      return new CancelOutcome.BeingSent(number);
    }
    jdbi.useHandle(handle -> Pauses.requireNone(handle, row.clinic()));
    return cancelled(journey, provider.cancel(row.clinic(), exam.get().patientExamId()));
  }

  /** Under the meeting's lock, as an attempt that is just being started. */
  private Optional<InviteAttemptRow> latestAttempt(MeetingId meeting, JourneyRow row) {
    return jdbi.inTransaction(
        handle -> {
          handle.attach(OrderDao.class).lockMeeting(meeting);
          return handle.attach(InviteAttemptDao.class).findLatestWith(meeting, row.examId());
        });
  }

  private CancelOutcome cancelled(JourneyId journey, CallResult<CancelOutcome> result) {
    if (result instanceof CallResult.Done<CancelOutcome> done) {
      return done.answer();
    }
    if (result instanceof CallResult.Refused<CancelOutcome> refused) {
      Instant refusedAt = clock.instant();
      return RetryingTransaction.inTransaction(
          jdbi,
          handle -> {
            refusals.keep(handle, journey, ProviderCall.CANCEL, refused.words().text(), refusedAt);
            return new CancelOutcome.Refused();
          });
    }
    throw ApplicationFailure.newFailure("the provider has not answered", "NotAnswered");
  }
}
