package org.patientjourney.activities.invite;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.journey.JourneyRow;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.outbox.OutboxDao;
import org.patientjourney.activities.outbox.OutboxKind;
import org.patientjourney.activities.qualiphy.InviteResult;
import org.patientjourney.workflows.exam.PatientExamId;
import org.patientjourney.workflows.invite.InviteAnswer;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.journey.HoldReason;
import org.patientjourney.workflows.journey.JourneyId;

/** Keeps what became of each attempt, and tells every journey of the meeting through the outbox. */
final class AttemptStore {
  private final Jdbi jdbi;
  private final Encryption encryption;
  private final InstantSource clock;

  AttemptStore(Jdbi jdbi, Encryption encryption, InstantSource clock) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.clock = clock;
  }

  static String tokenContext(MeetingId meeting, int attempt) {
    return "invite_attempt.token:" + meeting + ":" + attempt;
  }

  static String uuidContext(MeetingId meeting, int attempt) {
    return "invite_attempt.meeting_uuid:" + meeting + ":" + attempt;
  }

  static String linkContext(MeetingId meeting, int attempt) {
    return "invite_attempt.meeting_url:" + meeting + ":" + attempt;
  }

  boolean start(MeetingId meeting, int attempt, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          handle.attach(OrderDao.class).lockMeeting(meeting);
          return handle.attach(InviteAttemptDao.class).start(meeting, attempt, now);
        });
  }

  /** Empty once the attempt was answered: the token is erased then. */
  Optional<WebhookToken> token(MeetingId meeting, int attempt) {
    return jdbi.withExtension(InviteAttemptDao.class, dao -> dao.findToken(meeting, attempt))
        .map(ciphertext -> encryption.decryptText(ciphertext, tokenContext(meeting, attempt)))
        .map(WebhookToken::new);
  }

  /** Tells how many calls in vain that makes. */
  int undoStart(MeetingId meeting, int attempt, String cause) {
    return jdbi.inTransaction(
        handle -> {
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          expectOne(dao.undoStart(meeting, attempt, cause), meeting, attempt);
          return dao.find(meeting, attempt).orElseThrow().tries();
        });
  }

  void sent(
      MeetingId meeting, int attempt, InviteResult.Accepted accepted, List<JourneyRow> members) {
    jdbi.useTransaction(
        handle -> {
          Instant now = clock.instant();
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          Instant startedAt = dao.find(meeting, attempt).orElseThrow().startedAt();
          byte[] uuid =
              encryption.encryptText(accepted.meetingUuid(), uuidContext(meeting, attempt));
          byte[] link =
              encryption.encryptText(
                  accepted.meetingUrl().toString(), linkContext(meeting, attempt));
          expectOne(dao.markSent(meeting, attempt, uuid, link, now), meeting, attempt);
          for (JourneyRow member : members) {
            PatientExamId id = accepted.patientExams().get(member.examId());
            if (id == null) {
              throw new IllegalStateException("no patient exam for " + member.journeyId());
            }
            dao.bindIfAbsent(meeting, attempt, member.examId(), member.journeyId(), id, now);
            tell(handle, member, InviteAnswer.sent(attempt, started(startedAt, now), id), now);
          }
        });
  }

  void refused(
      MeetingId meeting, int attempt, InviteResult.Refused refused, List<JourneyRow> members) {
    jdbi.useTransaction(
        handle -> {
          Instant now = clock.instant();
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          Instant startedAt = started(dao.find(meeting, attempt).orElseThrow().startedAt(), now);
          expectOne(
              dao.markRefused(meeting, attempt, refused.reason(), refused.field(), now),
              meeting,
              attempt);
          InviteAnswer answer =
              InviteAnswer.refused(attempt, startedAt, refused.reason(), refused.field());
          members.forEach(member -> tell(handle, member, answer, now));
        });
  }

  void unknown(MeetingId meeting, int attempt, String cause) {
    jdbi.useExtension(
        InviteAttemptDao.class,
        dao ->
            expectOne(dao.markUnknown(meeting, attempt, cause, clock.instant()), meeting, attempt));
  }

  /** The answer as stored; an attempt that was started and not answered is unknown. */
  InviteAnswer storedAnswer(MeetingId meeting, int attempt, JourneyId journey) {
    return jdbi.withHandle(
        handle -> {
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          InviteAttemptRow row =
              dao.find(meeting, attempt)
                  .orElseThrow(() -> new IllegalStateException(missing(meeting, attempt)));
          Instant startedAt = started(row.startedAt(), clock.instant());
          return switch (row.state()) {
            case SENT -> InviteAnswer.sent(attempt, startedAt, bound(dao, row, journey));
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

  private static PatientExamId bound(
      InviteAttemptDao dao, InviteAttemptRow row, JourneyId journey) {
    return dao.findBound(row.meetingId()).stream()
        .filter(exam -> exam.attempt() == row.number() && exam.journeyId().equals(journey))
        .map(PatientExamRow::patientExamId)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no patient exam for " + journey + ": a bug"));
  }

  private static void tell(Handle handle, JourneyRow member, InviteAnswer answer, Instant now) {
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

  private static String missing(MeetingId meeting, int attempt) {
    return "attempt " + attempt + " of meeting " + meeting + " was never prepared: a bug";
  }
}
