package org.patientjourney.activities.order;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.record.JournalDao;
import org.patientjourney.activities.record.JournalHead;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxKind;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.policy.Moment;

/** A journey's row, its first journal entry, and the row that starts its run. */
public record NewJourney(ClinicId clinic, OrderId orderId, JourneyTerms terms) {
  /** Part of the caller's transaction; the meeting must be there. */
  public void insert(Handle handle, JournalStore journal, JournalEntry entry, Moment moment) {
    JourneyState state = JourneyState.atStart(terms);
    List<JournalRow> entries =
        journal.chained(JournalHead.BEGINNING, terms.journeyId(), 0, List.of(entry));
    handle
        .attach(JourneyDao.class)
        .insert(
            JourneyRow.atStart(
                clinic,
                orderId,
                state,
                Phases.RULES.deadline(state, moment.policy()),
                moment.now()),
            JournalStore.head(JournalHead.BEGINNING, entries));
    handle.attach(JournalDao.class).insert(entries);
    handle
        .attach(OutboxDao.class)
        .insert(
            OutboxKind.START, terms.journeyId(), StoredJson.write(terms.journeyId()), moment.now());
  }
}
