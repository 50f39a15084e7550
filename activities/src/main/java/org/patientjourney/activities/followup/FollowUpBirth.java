package org.patientjourney.activities.followup;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxKind;
import org.patientjourney.workflows.followup.FollowUp;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.CareTerms;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.FollowUpDuty;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.Moment;

/** Makes the journey of a follow-up: row, meeting, first journal entry, start row. */
final class FollowUpBirth {
  private FollowUpBirth() {}

  static void begin(
      Handle handle,
      JournalStore journal,
      JourneyRow visit,
      FollowUpDuty duty,
      Instant due,
      Moment moment) {
    JourneyId id = FollowUp.idOf(visit.journeyId());
    JourneyTerms terms =
        new JourneyTerms(
            id,
            MeetingId.ledBy(id),
            duty.examId(),
            ExamKind.GOOD_FAITH,
            PatientContact.CLINIC,
            moment.now(),
            CareTerms.ofFollowUp(due, duty.zone()));
    JourneyState state = JourneyState.atStart(terms);
    handle.attach(OrderDao.class).insertMeeting(terms.meetingId(), visit.clinic(), visit.orderId());
    handle
        .attach(JourneyDao.class)
        .insert(
            JourneyRow.atStart(
                visit.clinic(),
                visit.orderId(),
                state,
                state.deadline(moment.policy()),
                moment.now()));
    journal.append(
        handle,
        id,
        0,
        0,
        List.of(
            JournalEntry.of(JournalKind.ORDERED, moment)
                .with("after", visit.journeyId())
                .with("dueAt", due)));
    handle.attach(OutboxDao.class).insert(OutboxKind.START, id, StoredJson.write(id), moment.now());
  }
}
