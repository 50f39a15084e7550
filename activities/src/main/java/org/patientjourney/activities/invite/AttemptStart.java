package org.patientjourney.activities.invite;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.patientjourney.activities.incident.IncidentStore.InviteScope;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;

/** The outcome of trying to start an attempt. */
sealed interface AttemptStart {
  /** Nothing may be sent. */
  record NotStarted(SendOutcome outcome) implements AttemptStart {}

  /**
   * Only this caller may call the provider, for these journeys.
   *
   * @param asker the journey that gets its answer as a result, and no row in the outbox
   */
  record Started(
      MeetingId meeting,
      int number,
      Instant at,
      JourneyId asker,
      List<JourneyRow> journeys,
      InviteScope scope,
      InviteProvider.Invite invite)
      implements AttemptStart {

    static Started of(
        MeetingId meeting,
        int number,
        Instant at,
        JourneyId asker,
        List<JourneyRow> journeys,
        Order order,
        WebhookToken token) {
      return new Started(
          meeting,
          number,
          at,
          asker,
          journeys,
          scope(meeting, journeys, order),
          invite(meeting, journeys, order, token));
    }

    <T> List<T> each(Function<JourneyRow, T> value) {
      return journeys.stream().map(value).toList();
    }

    String[] texts(Function<JourneyRow, String> text) {
      return each(text).toArray(String[]::new);
    }

    Integer[] exams() {
      return each(row -> row.examId().value()).toArray(Integer[]::new);
    }

    SendOutcome own(Function<JourneyRow, InviteAnswer> answer) {
      return new SendOutcome.Answered(
          journeys.stream()
              .filter(row -> row.journeyId().equals(asker))
              .findFirst()
              .map(answer)
              .orElseGet(() -> InviteAnswer.leftOut(number, at)));
    }

    static InviteScope scope(MeetingId meeting, List<JourneyRow> journeys, Order order) {
      boolean mayPrescribe =
          journeys.stream().anyMatch(row -> row.state().terms().kind().mayPrescribe());
      return new InviteScope(
          meeting.sender(), order.clinic(), order.patient().state(), mayPrescribe);
    }

    private static InviteProvider.Invite invite(
        MeetingId meeting, List<JourneyRow> journeys, Order current, WebhookToken token) {
      JourneyRow any = journeys.get(0);
      Order order = any.state().terms().isFollowUp() ? current.forFollowUp(any.examId()) : current;
      List<ExamId> asked = journeys.stream().map(JourneyRow::examId).toList();
      List<OrderedExam> exams =
          order.exams().stream().filter(exam -> asked.contains(exam.examId())).toList();
      return new InviteProvider.Invite(order, exams, token, meeting);
    }
  }
}
