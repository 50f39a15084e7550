package org.patientjourney.activities.invite;

import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.database.RetryingTransaction;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.ProviderWords;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.refusal.ProviderCall;
import org.patientjourney.activities.refusal.RefusalStore;
import org.patientjourney.workflows.meeting.CancelOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Takes exams back: before they are sent by leaving them out, after that by asking. */
final class CancellationStore {
  private final Jdbi jdbi;
  private final InviteProvider provider;
  private final RefusalStore refusals;
  private final InstantSource clock;

  CancellationStore(
      Jdbi jdbi, InviteProvider provider, RefusalStore refusals, InstantSource clock) {
    this.jdbi = jdbi;
    this.provider = provider;
    this.refusals = refusals;
    this.clock = clock;
  }

  /** The exam's row says already that it is to be cancelled, so no later attempt takes it in. */
  CancelOutcome cancel(MeetingId meeting, JourneyId journey) {
    JourneyRow row = jdbi.withExtension(JourneyDao.class, dao -> dao.find(journey)).orElseThrow();
    Optional<InviteAttemptRow> attempt = latestAttempt(meeting, row);
    if (attempt.isEmpty()) {
      return new CancelOutcome.NeverSent();
    }
    int number = attempt.get().number();
    Optional<PatientExamRow> exam =
        jdbi.withExtension(
            InviteAttemptDao.class, dao -> dao.findPatientExam(meeting, number, journey));
    return exam.isEmpty()
        ? new CancelOutcome.BeingSent(number)
        : outcome(journey, provider.cancel(row.clinic(), exam.get().patientExamId()));
  }

  /** Under the meeting's lock, as an attempt that is just being started. */
  private Optional<InviteAttemptRow> latestAttempt(MeetingId meeting, JourneyRow row) {
    return jdbi.inTransaction(
        handle -> {
          handle.attach(OrderDao.class).lockMeeting(meeting);
          return handle.attach(InviteAttemptDao.class).findLatestWith(meeting, row.examId());
        });
  }

  private CancelOutcome outcome(JourneyId journey, CallResult<CancelOutcome> result) {
    if (result instanceof CallResult.Done<CancelOutcome> done) {
      return done.answer();
    }
    if (result instanceof CallResult.Refused<CancelOutcome> refused) {
      return refused(journey, refused.words());
    }
    throw ApplicationFailure.newFailure("the provider has not answered", "NotAnswered");
  }

  private CancelOutcome refused(JourneyId journey, ProviderWords words) {
    Instant refusedAt = clock.instant();
    return RetryingTransaction.inTransaction(
        jdbi,
        handle -> {
          refusals.keep(handle, journey, ProviderCall.CANCEL, words.text(), refusedAt);
          return new CancelOutcome.Refused();
        });
  }
}
