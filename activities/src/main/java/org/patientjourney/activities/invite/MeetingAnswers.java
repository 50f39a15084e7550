package org.patientjourney.activities.invite;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * The answers to an attempt for the meeting's journeys other than the one that asked: rows in the
 * outbox, written by the caller's transaction.
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
            .filter(member -> !member.journeyId().equals(asker) && member.isWithoutInvite())
            .filter(member -> row.map(attempt -> attempt.includes(member.examId())).orElse(true))
            .map(member -> member.journeyId().value())
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
}
