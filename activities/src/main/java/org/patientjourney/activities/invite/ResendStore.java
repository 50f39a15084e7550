package org.patientjourney.activities.invite;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.RetryingTransaction;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.RefusalStore.ProviderCall;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Sends links again. An intent is noted before the call, and called once. */
final class ResendStore {
  /** As long as the activity may take. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(90);

  private final Jdbi jdbi;
  private final Encryption encryption;
  private final InviteProvider provider;
  private final RefusalStore refusals;
  private final InstantSource clock;

  ResendStore(Jdbi jdbi, Encryption encryption, InviteProvider provider, InstantSource clock) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.provider = provider;
    this.refusals = new RefusalStore(encryption);
    this.clock = clock;
  }

  /**
   * What became of the intent, by this call or by an earlier one.
   *
   * @throws ApplicationFailure when surely nothing was sent: the activity's retry calls again
   */
  Resend.Status resend(MeetingId meeting, Resend resend, JourneyId journey) {
    Optional<PatientExamRow> exam =
        jdbi.onDemand(InviteAttemptDao.class).findPatientExam(meeting, resend.attempt(), journey);
    if (exam.isEmpty()) {
      return Resend.Status.REFUSED;
    }
    ClinicId clinic = jdbi.onDemand(JourneyDao.class).find(journey).orElseThrow().clinic();
    String meetingUuid = meetingUuid(meeting, resend.attempt());
    // What PostgreSQL keeps of an instant must be what the answer is stored by.
    Instant startedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Optional<InviteResendState> found = start(clinic, meeting, resend, journey, startedAt);
    return found.isPresent()
        ? stored(found.get())
        : answer(
            journey,
            meeting,
            resend,
            startedAt,
            provider.resend(clinic, exam.get().patientExamId(), meetingUuid));
  }

  /** Empty when the caller may call; else the state of the intent. Under the meeting's lock. */
  private Optional<InviteResendState> start(
      ClinicId clinic, MeetingId meeting, Resend resend, JourneyId journey, Instant startedAt) {
    return jdbi.inTransaction(
        handle -> {
          handle.attach(OrderDao.class).lockMeeting(meeting);
          InviteResendDao dao = handle.attach(InviteResendDao.class);
          dao.insertIfAbsent(meeting, resend.attempt(), resend.intent(), journey, startedAt);
          boolean isOurs =
              dao.start(meeting, resend.attempt(), resend.intent(), Resend.LIMIT, startedAt);
          if (!isOurs) {
            return Optional.of(found(dao, meeting, resend));
          }
          Pauses.requireNone(handle, clinic);
          return Optional.empty();
        });
  }

  /** A call of another journey of the meeting that may still be going on is waited for. */
  private InviteResendState found(InviteResendDao dao, MeetingId meeting, Resend resend) {
    Instant since = clock.instant().minus(LONGEST_CALL);
    if (dao.isBeingMade(meeting, resend.attempt(), resend.intent(), since)) {
      throw ApplicationFailure.newFailure("another journey is just asking", "BeingMade");
    }
    return dao.getState(meeting, resend.attempt(), resend.intent());
  }

  /**
   * Started and not answered, by a call that did not end: it may have been sent. Prepared and not
   * to be started: the provider's limit is reached.
   */
  private static Resend.Status stored(InviteResendState found) {
    return switch (found) {
      case SENT -> Resend.Status.SENT;
      case STARTED, UNKNOWN -> Resend.Status.UNKNOWN;
      case PREPARED, REFUSED -> Resend.Status.REFUSED;
    };
  }

  private @Nullable String meetingUuid(MeetingId meeting, int attempt) {
    return jdbi.onDemand(InviteAttemptDao.class)
        .findMeetingUuid(meeting, attempt)
        .map(
            ciphertext ->
                encryption.decryptText(ciphertext, AttemptAnswers.uuidContext(meeting, attempt)))
        .orElse(null);
  }

  private Resend.Status answer(
      JourneyId journey,
      MeetingId meeting,
      Resend resend,
      Instant startedAt,
      CallResult<Accepted> result) {
    if (result instanceof CallResult.Done<Accepted>) {
      store(journey, meeting, resend, startedAt, InviteResendState.SENT, null, null);
      return Resend.Status.SENT;
    }
    if (result instanceof CallResult.Refused<Accepted> refused) {
      InviteResendState state = InviteResendState.REFUSED;
      store(journey, meeting, resend, startedAt, state, refused.cause(), refused.words().text());
      return Resend.Status.REFUSED;
    }
    if (result instanceof CallResult.Unknown<Accepted> unknown) {
      store(journey, meeting, resend, startedAt, InviteResendState.UNKNOWN, unknown.cause(), null);
      return Resend.Status.UNKNOWN;
    }
    boolean isLimited = result instanceof CallResult.RateLimited<Accepted>;
    String cause =
        result instanceof CallResult.NotSent<Accepted> notSent ? notSent.cause() : "http 429";
    store(journey, meeting, resend, startedAt, InviteResendState.PREPARED, cause, null);
    throw ApplicationFailure.newFailure(
        isLimited ? "the provider wants fewer calls" : "the provider could not be reached",
        InviteActivities.NOT_SENT);
  }

  /** Stores the answer and, in the same transaction, the words of a refusal. */
  private void store(
      JourneyId journey,
      MeetingId meeting,
      Resend resend,
      Instant startedAt,
      InviteResendState state,
      @Nullable String cause,
      @Nullable String refusal) {
    Instant now = clock.instant();
    int rows =
        RetryingTransaction.inTransaction(
            jdbi,
            handle -> {
              handle.attach(OrderDao.class).lockMeeting(meeting);
              if (refusal != null) {
                refusals.keep(handle, journey, ProviderCall.RESEND, refusal, now);
              }
              return handle
                  .attach(InviteResendDao.class)
                  .answer(meeting, resend.attempt(), resend.intent(), startedAt, state, cause, now);
            });
    if (rows != 1) {
      throw new IllegalStateException(
          "expected the resend of "
              + meeting
              + " to be started at "
              + startedAt
              + ": a bug, unless another caller has started it again");
    }
  }

  interface InviteResendDao {
    @SqlUpdate(
        """
        insert into invite_resend (meeting_id, attempt, intent, journey_id, state, prepared_at)
        values (:meetingId, :attempt, :intent, :journeyId, 'PREPARED', :now) on conflict do nothing
        """)
    void insertIfAbsent(
        MeetingId meetingId, int attempt, String intent, JourneyId journeyId, Instant now);

    /** Only one caller gets true, and none once the provider's limit for the attempt is reached. */
    @SqlUpdate(
        """
        update invite_resend set state = 'STARTED', started_at = :now
        where meeting_id = :meetingId and attempt = :attempt and intent = :intent
          and state = 'PREPARED'
          and (select count(*) from invite_resend made
            where made.meeting_id = :meetingId and made.attempt = :attempt
              and made.state in ('STARTED', 'SENT', 'UNKNOWN')) < :limit
        """)
    boolean start(MeetingId meetingId, int attempt, String intent, int limit, Instant now);

    /**
     * The same again is no other answer: a commit's confirmation may have been lost.
     *
     * @param startedAt of the start that is answered: another caller may have started it again
     */
    @SqlUpdate(
        """
        update invite_resend set state = :state, cause = :cause, answered_at = :now
        where meeting_id = :meetingId and attempt = :attempt and intent = :intent
          and started_at = :startedAt and state in ('STARTED', :state)
        """)
    int answer(
        MeetingId meetingId,
        int attempt,
        String intent,
        Instant startedAt,
        InviteResendState state,
        @Nullable String cause,
        Instant now);

    /** Whether a call of it may still be going on. */
    @SqlQuery(
        """
        select exists (select 1 from invite_resend
          where meeting_id = :meetingId and attempt = :attempt and intent = :intent
            and state = 'STARTED' and started_at > :since)
        """)
    boolean isBeingMade(MeetingId meetingId, int attempt, String intent, Instant since);

    @SqlQuery(
        """
        select state from invite_resend
        where meeting_id = :meetingId and attempt = :attempt and intent = :intent
        """)
    InviteResendState getState(MeetingId meetingId, int attempt, String intent);
  }

  enum InviteResendState {
    /** Stored; certainly nothing was sent. */
    PREPARED,
    /** A call was made or is being made; no other caller may repeat it. */
    STARTED,
    SENT,
    REFUSED,
    UNKNOWN
  }
}
