package org.patientjourney.activities.invite;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;

/** Attempts that a run knows of, and that the record lost when it was restored. */
public final class RestoredAttempts {
  /** The cause of an attempt of which it is not known which exams are in it. */
  private static final String RESTORED = "RESTORED";

  private RestoredAttempts() {}

  /**
   * Stores what the provider has or may have of the journey, or had. Which other exams are in the
   * attempt is not known, nor is its token: the meeting's other journeys are told that it is
   * unknown.
   */
  public static void adopt(Handle handle, JourneyRow row, JourneyState state, Instant now) {
    handle
        .attach(OrderDao.class)
        .insertMeetingIfAbsent(state.terms().meetingId(), row.clinic(), row.orderId());
    state.attempts().stream()
        .filter(RestoredAttempts::isOfProvider)
        .forEach(attempt -> adopt(handle, state.terms(), attempt, now));
  }

  /**
   * Stores the answer that a run records, where the record was restored to before the answer alone.
   * Of an invite that was sent it is not known which other exams are in it.
   */
  public static void keepAnswer(
      Handle handle, JourneyRow row, Attempt attempt, InviteStatus answer, Instant now) {
    boolean isSent = answer == InviteStatus.SENT;
    boolean isLost =
        handle
            .attach(InviteAttemptDao.class)
            .keepAnswer(
                row.meetingId(),
                attempt.number(),
                answer,
                WebhookToken.random().hash(),
                attempt.startedAt(),
                row.journeyId(),
                row.examId(),
                attempt.patientExamId(),
                isSent ? RESTORED : "not stored before",
                now);
    if (isLost && isSent) {
      informOthers(handle, row.meetingId(), attempt, row.journeyId(), now);
    }
  }

  /** One with a corrected contact belongs to the meeting that the journey has left. */
  private static boolean isOfProvider(Attempt attempt) {
    return !attempt.superseded() && (isAwaited(attempt) || attempt.isOver());
  }

  private static boolean isAwaited(Attempt attempt) {
    return attempt.status() == InviteStatus.SENT || attempt.status() == InviteStatus.UNKNOWN;
  }

  private static void adopt(Handle handle, JourneyTerms terms, Attempt attempt, Instant now) {
    InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
    JourneyId journey = terms.journeyId();
    int number = attempt.number();
    boolean isLost =
        dao.adopt(
            terms.meetingId(),
            number,
            isAwaited(attempt) ? attempt.status() : InviteStatus.REFUSED,
            WebhookToken.random().hash(),
            attempt.startedAt(),
            journey,
            now);
    if (isAwaited(attempt) && attempt.patientExamId() != null) {
      dao.bindIfAbsent(
          terms.meetingId(), number, terms.examId(), journey, attempt.patientExamId(), now);
    }
    if (isLost) {
      informOthers(handle, terms.meetingId(), attempt, journey, now);
    }
  }

  private static void informOthers(
      Handle handle, MeetingId meeting, Attempt attempt, JourneyId journey, Instant now) {
    InviteAnswer unknown = InviteAnswer.unknown(attempt.number(), attempt.startedAt());
    MeetingAnswers.informOfUnknown(handle, meeting, unknown, journey, now);
  }
}
