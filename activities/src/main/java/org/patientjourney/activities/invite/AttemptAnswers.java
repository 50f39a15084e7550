package org.patientjourney.activities.invite;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.database.RetryingTransaction;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.invite.AttemptStart.Started;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;
import org.patientjourney.activities.invite.RefusalStore.ProviderCall;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * Stores what became of attempts, with an outbox row for each other journey of the meeting. Locks
 * meeting, incident, attempt and patient exam in this order, as recording a journey does.
 */
public final class AttemptAnswers {
  private final Jdbi jdbi;
  private final Encryption encryption;
  private final AttemptStarts starts;
  private final RefusalStore refusals;
  private final InstantSource clock;

  AttemptAnswers(Jdbi jdbi, Encryption encryption, AttemptStarts starts, InstantSource clock) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.starts = starts;
    this.refusals = new RefusalStore(encryption);
    this.clock = clock;
  }

  /** The context that a meeting's uuid is encrypted in. */
  public static String uuidContext(MeetingId meeting, int attempt) {
    return "invite_attempt.meeting_uuid:" + meeting + ":" + attempt;
  }

  /** The context that an invite's link is encrypted in. */
  public static String linkContext(MeetingId meeting, int attempt) {
    return "invite_attempt.meeting_url:" + meeting + ":" + attempt;
  }

  /** The call certainly did not reach the provider. Returns how often that happened so far. */
  int notSent(Started started, String cause) {
    return RetryingTransaction.inTransaction(
        jdbi,
        handle -> {
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          return dao.markNotSent(started.meeting(), started.number(), started.at(), cause)
              .orElseGet(() -> stored(dao, started, AttemptState.NOT_SENT).tries());
        });
  }

  /** Returns the asker's answer. */
  SendOutcome sent(Started started, CreatedMeeting created) {
    MeetingId meeting = started.meeting();
    int number = started.number();
    Function<JourneyRow, InviteAnswer> answer =
        row -> InviteAnswer.sent(number, started.at(), exam(created, row));
    byte[] uuid = encryption.encryptText(created.meetingUuid(), uuidContext(meeting, number));
    byte[] link =
        encryption.encryptText(created.meetingUrl().toString(), linkContext(meeting, number));
    String[] patientExams = started.texts(row -> exam(created, row).value());
    String[] answers = started.texts(row -> StoredJson.write(answer.apply(row)));
    return RetryingTransaction.inTransaction(
        jdbi,
        handle -> {
          Instant now = clock.instant();
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          Supplier<Optional<Integer>> marking =
              () ->
                  dao.markSent(
                      meeting,
                      number,
                      uuid,
                      link,
                      started.exams(),
                      started.texts(row -> row.journeyId().value()),
                      patientExams,
                      answers,
                      StoredJson.write(InviteAnswer.leftOut(number, now)),
                      started.asker(),
                      now);
          Optional<Integer> probed =
              marking
                  .get()
                  .or(() -> starts.startAgain(handle, started) ? marking.get() : Optional.empty());
          if (probed.isEmpty()) {
            stored(dao, started, AttemptState.SENT);
          } else if (probed.get() > 0) {
            IncidentStore.probeSent(handle, meeting.sender(), now);
          }
          return started.own(answer);
        });
  }

  private static PatientExamId exam(CreatedMeeting created, JourneyRow row) {
    PatientExamId id = created.patientExams().get(row.examId());
    if (id == null) {
      throw new IllegalStateException(
          "expected the provider's answer to name each exam, found none for "
              + row.journeyId()
              + ": look for its invite at the provider");
    }
    return id;
  }

  SendOutcome refused(Started started, CallResult.Refused<CreatedMeeting> refused) {
    InviteAnswer answer =
        InviteAnswer.refused(started.number(), started.at(), refused.reason(), refused.field());
    return RetryingTransaction.inTransaction(
        jdbi,
        handle -> {
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          if (!isAlready(dao, started, AttemptState.REFUSED)) {
            store(handle, started, refused, answer);
          }
          return started.own(row -> answer);
        });
  }

  private void store(
      Handle handle,
      Started started,
      CallResult.Refused<CreatedMeeting> refused,
      InviteAnswer answer) {
    Instant now = clock.instant();
    HoldReason reason = refused.reason();
    List<JourneyId> journeys = started.each(JourneyRow::journeyId);
    IncidentStore.lock(handle, started.scope());
    if (reason.isCauseOfIncidents()) {
      IncidentStore.join(handle, started.scope(), reason, journeys, now);
    }
    IncidentStore.probeRefused(handle, started.meeting().sender(), reason, now);
    expectOne(
        handle
            .attach(InviteAttemptDao.class)
            .markRefused(started.meeting(), started.number(), reason, refused.field(), null, now),
        started);
    for (JourneyId journey : journeys) {
      refusals.keep(handle, journey, ProviderCall.INVITE, refused.words().text(), now);
    }
    MeetingAnswers.inform(handle, started, answer, now);
  }

  SendOutcome unknown(Started started, String cause) {
    return RetryingTransaction.inTransaction(
        jdbi,
        handle -> {
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          if (!isAlready(dao, started, AttemptState.UNKNOWN)) {
            Instant now = clock.instant();
            IncidentStore.probeUnanswered(handle, started.meeting().sender(), now);
            int marked = dao.markUnknown(started.meeting(), started.number(), cause, now);
            if (marked == 0 && starts.startAgain(handle, started)) {
              marked = dao.markUnknown(started.meeting(), started.number(), cause, now);
            }
            expectOne(marked, started);
          }
          return MeetingAnswers.answered(
                  handle, started.meeting(), started.number(), started.asker(), clock.instant())
              .orElseThrow();
        });
  }

  private static boolean isAlready(InviteAttemptDao dao, Started started, AttemptState state) {
    return dao.find(started.meeting(), started.number())
        .filter(row -> row.state() == state)
        .isPresent();
  }

  /** After a commit whose confirmation was lost, the answer is stored already. */
  private static InviteAttemptRow stored(
      InviteAttemptDao dao, Started started, AttemptState expected) {
    return dao.find(started.meeting(), started.number())
        .filter(row -> row.state() == expected)
        .orElseThrow(() -> notStarted(started));
  }

  private static void expectOne(int rows, Started started) {
    if (rows != 1) {
      throw notStarted(started);
    }
  }

  private static IllegalStateException notStarted(Started started) {
    return new IllegalStateException(
        "expected attempt " + started.number() + " of " + started.meeting() + " to be started");
  }
}
