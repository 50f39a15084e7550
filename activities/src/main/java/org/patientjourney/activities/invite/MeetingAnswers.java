package org.patientjourney.activities.invite;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.invite.AttemptStart.Started;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * The answers to an attempt, for the journey that asks and, as rows in the outbox, for the others
 * of its meeting. Read and written in the caller's transaction.
 */
public final class MeetingAnswers {
  private MeetingAnswers() {}

  /** Gives the meeting's other journeys the answer that only the asker knows of: there is none. */
  public static void informOfUnknown(
      Handle handle, MeetingId meeting, InviteAnswer answer, JourneyId asker, Instant now) {
    Optional<InviteAttemptRow> row =
        handle.attach(InviteAttemptDao.class).find(meeting, answer.attempt());
    String[] asked =
        handle.attach(JourneyDao.class).findByMeeting(meeting).stream()
            .filter(each -> !each.journeyId().equals(asker) && each.isWithoutInvite())
            .filter(each -> row.map(attempt -> attempt.includes(each.examId())).orElse(true))
            .map(each -> each.journeyId().value())
            .toArray(String[]::new);
    inform(handle, meeting, answer.attempt(), asked, StoredJson.write(answer), asker, now);
  }

  /**
   * Answers the journeys of the meeting that are not in the attempt because they are held or
   * cancelled.
   */
  public static void informLeftOut(
      Handle handle, MeetingId meeting, int attempt, JourneyId asker, Instant now) {
    inform(handle, meeting, attempt, new String[0], "", asker, now);
  }

  /** All journeys of the meeting but the asker, in one statement. */
  static void inform(
      Handle handle,
      MeetingId meeting,
      int attempt,
      String[] invited,
      String answer,
      JourneyId asker,
      Instant now) {
    String[] answers = Stream.generate(() -> answer).limit(invited.length).toArray(String[]::new);
    String leftOut = StoredJson.write(InviteAnswer.leftOut(attempt, now));
    handle
        .attach(InviteAttemptDao.class)
        .insertAnswers(meeting, attempt, invited, answers, leftOut, asker, now);
  }

  /**
   * The answer as stored; empty when the attempt may be started. One that was started and not
   * answered is unknown, and as a probe unanswered. A journey that is not in the attempt was left
   * out, even of an unknown one; its own recording would not inform the others, so they get their
   * answers here.
   */
  static Optional<SendOutcome> answered(
      Handle handle, MeetingId meeting, int attempt, JourneyId journey, Instant now) {
    return handle
        .attach(InviteAttemptDao.class)
        .find(meeting, attempt)
        .filter(row -> row.state() != AttemptState.NOT_SENT)
        .map(row -> new SendOutcome.Answered(answer(handle, row, journey, now)));
  }

  private static InviteAnswer answer(
      Handle handle, InviteAttemptRow row, JourneyId journey, Instant now) {
    InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
    MeetingId meeting = row.meetingId();
    InviteAnswer unknown = InviteAnswer.unknown(row.number(), row.startedAt());
    InviteAnswer leftOut = InviteAnswer.leftOut(row.number(), row.startedAt());
    boolean isUnknown = row.state() == AttemptState.STARTED || row.state() == AttemptState.UNKNOWN;
    if (row.state() == AttemptState.STARTED) {
      IncidentStore.probeUnanswered(handle, meeting.sender(), now);
      dao.markUnanswered(meeting, row.number());
    }
    if (!row.includes(handle.attach(JourneyDao.class).find(journey).orElseThrow().examId())) {
      if (isUnknown) {
        informOfUnknown(handle, meeting, unknown, journey, now);
      }
      return leftOut;
    }
    if (row.state() == AttemptState.SENT) {
      return dao.findPatientExam(meeting, row.number(), journey)
          .map(exam -> InviteAnswer.sent(row.number(), row.startedAt(), exam.patientExamId()))
          .orElse(leftOut);
    }
    HoldReason refusal = row.refusal() == null ? HoldReason.UNAUTHORIZED : row.refusal();
    return isUnknown
        ? unknown
        : InviteAnswer.refused(row.number(), row.startedAt(), refusal, row.field());
  }

  /** The answer is the same for all journeys of the attempt. */
  static void inform(Handle handle, Started started, InviteAnswer answer, Instant now) {
    String[] invited = started.texts(row -> row.journeyId().value());
    String text = StoredJson.write(answer);
    inform(handle, started.meeting(), started.number(), invited, text, started.asker(), now);
  }
}
