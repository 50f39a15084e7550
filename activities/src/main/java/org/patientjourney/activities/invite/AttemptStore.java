package org.patientjourney.activities.invite;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.RetryingTransaction;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.incident.InviteScope;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CreatedMeeting;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxKind;
import org.patientjourney.activities.refusal.ProviderCall;
import org.patientjourney.activities.refusal.RefusalStore;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * Stores the result of each attempt, with an outbox row for each other journey of the meeting.
 * Locks meeting, incident, attempt and patient exam in this order, as recording a journey does.
 */
public final class AttemptStore {
  private final Jdbi jdbi;
  private final Encryption encryption;
  private final RefusalStore refusals;
  private final InstantSource clock;

  AttemptStore(Jdbi jdbi, Encryption encryption, InstantSource clock) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.refusals = new RefusalStore(encryption);
    this.clock = clock;
  }

  static String tokenContext(MeetingId meeting, int attempt) {
    return "invite_attempt.token:" + meeting + ":" + attempt;
  }

  /** The context that a meeting's uuid is encrypted in. */
  public static String uuidContext(MeetingId meeting, int attempt) {
    return "invite_attempt.meeting_uuid:" + meeting + ":" + attempt;
  }

  /** The context that an invite's link is encrypted in. */
  public static String linkContext(MeetingId meeting, int attempt) {
    return "invite_attempt.meeting_url:" + meeting + ":" + attempt;
  }

  /** The outcome of trying to start an attempt. */
  enum Start {
    /** Only this caller may call the provider. */
    STARTED,
    /** It was started or answered before: the caller reads the stored answer. */
    NOT_STARTED,
    /** The journeys to invite are others than those that the request was made for. */
    OTHER_JOURNEYS
  }

  /**
   * Decides under the meeting's lock: a journey that is cancelled or held later stays in it.
   *
   * @param asker the journey that gets its answer as a result, and no row in the outbox
   */
  Start start(
      MeetingId meeting,
      int attempt,
      List<JourneyRow> asked,
      InviteScope scope,
      JourneyId asker,
      Instant now) {
    return jdbi.inTransaction(
        handle -> {
          handle.attach(OrderDao.class).lockMeeting(meeting);
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          List<JourneyRow> members = handle.attach(JourneyDao.class).findToInvite(meeting);
          if (!ids(members).equals(ids(asked))) {
            return Start.OTHER_JOURNEYS;
          }
          Optional<HoldReason> cause = IncidentStore.holding(handle, scope);
          if (cause.isPresent() && !dao.existsEarlier(meeting, attempt)) {
            holdWithoutCall(handle, meeting, attempt, members, scope, cause.get(), asker, now);
          }
          return cause.isEmpty() && dao.start(meeting, attempt, exams(members), now)
              ? Start.STARTED
              : Start.NOT_STARTED;
        });
  }

  private static List<JourneyId> ids(List<JourneyRow> journeys) {
    return journeys.stream().map(JourneyRow::journeyId).toList();
  }

  private static Integer[] exams(List<JourneyRow> members) {
    return members.stream().map(member -> member.examId().value()).toArray(Integer[]::new);
  }

  private static void holdWithoutCall(
      Handle handle,
      MeetingId meeting,
      int attempt,
      List<JourneyRow> members,
      InviteScope scope,
      HoldReason cause,
      JourneyId asker,
      Instant now) {
    InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
    if (dao.markHeld(meeting, attempt, exams(members), cause, now) == 1) {
      IncidentStore.join(handle, scope, cause, ids(members), now);
      IncidentStore.probeRefused(handle, scope.leader(), cause, now);
      InviteAnswer answer = InviteAnswer.refused(attempt, now, cause, null);
      inform(handle, meeting, members, member -> answer, asker, attempt, now);
    }
  }

  /** No journey is left to invite, so a probe by this attempt ends without an answer. */
  InviteAnswer leftOut(MeetingId meeting, int attempt, JourneyId asker) {
    Instant now = clock.instant();
    jdbi.useTransaction(
        handle -> {
          IncidentStore.probeUnanswered(handle, meeting.leader(), now);
          informLeftOut(handle, meeting, attempt, asker, now);
        });
    return InviteAnswer.leftOut(attempt, now);
  }

  /**
   * Whether it may still be started; another worker may have been faster since its token was read.
   */
  boolean isPrepared(MeetingId meeting, int attempt) {
    return jdbi.withExtension(InviteAttemptDao.class, dao -> dao.find(meeting, attempt))
        .map(row -> row.state() == AttemptState.PREPARED)
        .orElse(false);
  }

  /** Empty once the attempt was started: it is not called again. */
  Optional<WebhookToken> token(MeetingId meeting, int attempt) {
    return jdbi.withExtension(InviteAttemptDao.class, dao -> dao.findToken(meeting, attempt))
        .map(ciphertext -> encryption.decryptText(ciphertext, tokenContext(meeting, attempt)))
        .map(WebhookToken::new);
  }

  /** Returns the number of calls made without success so far. */
  int undoStart(MeetingId meeting, int attempt, String cause) {
    return RetryingTransaction.inTransaction(
        jdbi,
        handle -> {
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          if (!isAlready(AttemptState.PREPARED, dao, meeting, attempt)) {
            expectOne(dao.undoStart(meeting, attempt, cause), meeting, attempt);
          }
          return dao.find(meeting, attempt).orElseThrow().tries();
        });
  }

  /** Returns the asker's answer. */
  InviteAnswer sent(
      MeetingId meeting,
      int attempt,
      CreatedMeeting created,
      List<JourneyRow> members,
      JourneyId asker,
      Instant startedAt) {
    Function<JourneyRow, InviteAnswer> answer =
        member -> InviteAnswer.sent(attempt, startedAt, exam(created, member));
    byte[] uuid = encryption.encryptText(created.meetingUuid(), uuidContext(meeting, attempt));
    byte[] link =
        encryption.encryptText(created.meetingUrl().toString(), linkContext(meeting, attempt));
    answer(
        AttemptState.SENT,
        meeting,
        attempt,
        (handle, dao) -> {
          Instant now = clock.instant();
          IncidentStore.probeSent(handle, meeting.leader(), now);
          Optional<String> cause =
              dao.markSent(
                  meeting,
                  attempt,
                  uuid,
                  link,
                  exams(members),
                  strings(members, member -> member.journeyId().value()),
                  strings(members, member -> exam(created, member).value()),
                  now);
          expectOne(cause.isPresent() ? 1 : 0, meeting, attempt);
          inform(handle, meeting, members, answer, waiting(asker, cause.get()), attempt, now);
        });
    return own(members, answer, asker, attempt, startedAt);
  }

  private static PatientExamId exam(CreatedMeeting created, JourneyRow member) {
    PatientExamId id = created.patientExams().get(member.examId());
    if (id == null) {
      throw new IllegalStateException("no patient exam for " + member.journeyId());
    }
    return id;
  }

  /** Null when the asker went on without an answer: then it is informed as all others are. */
  private static @Nullable JourneyId waiting(JourneyId asker, @Nullable String cause) {
    return InviteAttemptDao.UNANSWERED.equals(cause) ? null : asker;
  }

  private static InviteAnswer own(
      List<JourneyRow> members,
      Function<JourneyRow, InviteAnswer> answer,
      JourneyId asker,
      int attempt,
      Instant startedAt) {
    return members.stream()
        .filter(member -> member.journeyId().equals(asker))
        .findFirst()
        .map(answer)
        .orElseGet(() -> InviteAnswer.leftOut(attempt, startedAt));
  }

  /**
   * Answers the journeys of the meeting that are not in the attempt because they are held or
   * cancelled. Part of the caller's transaction.
   */
  public static void informLeftOut(
      Handle handle, MeetingId meeting, int attempt, JourneyId asker, Instant now) {
    inform(
        handle,
        meeting,
        List.of(),
        member -> InviteAnswer.leftOut(attempt, now),
        asker,
        attempt,
        now);
  }

  /** All journeys of the meeting but the asker, in one statement. */
  private static void inform(
      Handle handle,
      MeetingId meeting,
      List<JourneyRow> invited,
      Function<JourneyRow, InviteAnswer> answer,
      @Nullable JourneyId asker,
      int attempt,
      Instant now) {
    handle
        .attach(OutboxDao.class)
        .insertAnswers(
            meeting,
            strings(invited, member -> member.journeyId().value()),
            strings(invited, member -> StoredJson.write(answer.apply(member))),
            StoredJson.write(InviteAnswer.leftOut(attempt, now)),
            asker,
            now);
  }

  private static String[] strings(List<JourneyRow> members, Function<JourneyRow, String> text) {
    return members.stream().map(text).toArray(String[]::new);
  }

  InviteAnswer refused(
      MeetingId meeting,
      int attempt,
      CallResult.Refused<CreatedMeeting> refused,
      List<JourneyRow> members,
      InviteScope scope,
      JourneyId asker,
      Instant startedAt) {
    InviteAnswer answer =
        InviteAnswer.refused(attempt, startedAt, refused.reason(), refused.field());
    answer(
        AttemptState.REFUSED,
        meeting,
        attempt,
        (handle, dao) -> {
          Instant now = clock.instant();
          IncidentStore.lock(handle, scope);
          if (refused.reason().isCauseOfIncidents()) {
            IncidentStore.join(handle, scope, refused.reason(), ids(members), now);
          }
          IncidentStore.probeRefused(handle, meeting.leader(), refused.reason(), now);
          Optional<String> cause =
              dao.markRefused(meeting, attempt, refused.reason(), refused.field(), now);
          expectOne(cause.isPresent() ? 1 : 0, meeting, attempt);
          for (JourneyRow member : members) {
            refusals.keep(
                handle, member.journeyId(), ProviderCall.INVITE, refused.words().text(), now);
          }
          inform(
              handle,
              meeting,
              members,
              member -> answer,
              waiting(asker, cause.get()),
              attempt,
              now);
        });
    return own(members, member -> answer, asker, attempt, startedAt);
  }

  void unknown(MeetingId meeting, int attempt, String cause) {
    answer(
        AttemptState.UNKNOWN,
        meeting,
        attempt,
        (handle, dao) -> {
          Instant now = clock.instant();
          IncidentStore.probeUnanswered(handle, meeting.leader(), now);
          expectOne(dao.markUnknown(meeting, attempt, cause, now), meeting, attempt);
        });
  }

  /** An answer that is lost makes the invite unknown; one that is stored is not stored again. */
  private void answer(
      AttemptState answered,
      MeetingId meeting,
      int attempt,
      BiConsumer<Handle, InviteAttemptDao> storing) {
    RetryingTransaction.inTransaction(
        jdbi,
        handle -> {
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          if (!isAlready(answered, dao, meeting, attempt)) {
            storing.accept(handle, dao);
          }
          return answered;
        });
  }

  private static boolean isAlready(
      AttemptState state, InviteAttemptDao dao, MeetingId meeting, int attempt) {
    return dao.find(meeting, attempt).map(row -> row.state() == state).orElse(false);
  }

  /**
   * The answer as stored. An attempt that was started and not answered is unknown, and as a probe
   * unanswered. A journey that is not in the attempt was left out, even of an unknown one; its own
   * recording would not inform those in the attempt, so they get their answers here.
   */
  InviteAnswer storedAnswer(MeetingId meeting, int attempt, JourneyId journey) {
    return jdbi.inTransaction(
        handle -> {
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          if (get(dao, meeting, attempt).state() == AttemptState.STARTED) {
            IncidentStore.probeUnanswered(handle, meeting.leader(), clock.instant());
            dao.markUnanswered(meeting, attempt);
          }
          InviteAttemptRow row = get(dao, meeting, attempt);
          Instant startedAt = started(row.startedAt(), clock.instant());
          ExamId examId = handle.attach(JourneyDao.class).find(journey).orElseThrow().examId();
          if (!dao.includes(meeting, attempt, examId)) {
            if (row.state() == AttemptState.STARTED || row.state() == AttemptState.UNKNOWN) {
              answerUnknown(handle, meeting, attempt, startedAt);
            }
            return InviteAnswer.leftOut(attempt, startedAt);
          }
          return switch (row.state()) {
            case SENT ->
                dao.findPatientExam(meeting, attempt, journey)
                    .map(exam -> InviteAnswer.sent(attempt, startedAt, exam.patientExamId()))
                    .orElseGet(() -> InviteAnswer.leftOut(attempt, startedAt));
            case REFUSED ->
                InviteAnswer.refused(
                    attempt,
                    startedAt,
                    row.refusal() == null ? HoldReason.UNAUTHORIZED : row.refusal(),
                    row.field());
            case PREPARED, STARTED, UNKNOWN -> InviteAnswer.unknown(attempt, startedAt);
          };
        });
  }

  private void answerUnknown(Handle handle, MeetingId meeting, int attempt, Instant startedAt) {
    InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
    handle.attach(JourneyDao.class).findByMeeting(meeting).stream()
        .filter(JourneyRow::isWithoutInvite)
        .filter(member -> dao.includes(meeting, attempt, member.examId()))
        .forEach(
            member ->
                addAnswer(
                    handle, member, InviteAnswer.unknown(attempt, startedAt), clock.instant()));
  }

  private static InviteAttemptRow get(InviteAttemptDao dao, MeetingId meeting, int attempt) {
    return dao.find(meeting, attempt)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "attempt "
                        + attempt
                        + " of meeting "
                        + meeting
                        + " was never prepared: a bug"));
  }

  private static void addAnswer(
      Handle handle, JourneyRow member, InviteAnswer answer, Instant now) {
    handle
        .attach(OutboxDao.class)
        .insert(OutboxKind.INVITE_ANSWER, member.journeyId(), StoredJson.write(answer), now);
  }

  private static Instant started(@Nullable Instant stored, Instant now) {
    return stored == null ? now : stored;
  }

  private static void expectOne(int rows, MeetingId meeting, int attempt) {
    if (rows != 1) {
      throw new IllegalStateException(
          "expected one started attempt " + attempt + " of " + meeting + ", found " + rows);
    }
  }
}
