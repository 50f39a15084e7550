package org.patientjourney.activities.followup;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationStatus;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxKind;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.NothingPrescribed;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.fact.Prescription;
import org.patientjourney.workflows.followup.FollowUp;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.obligation.ObligationKind;
import org.patientjourney.workflows.order.FollowUpDuty;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.Moment;

/**
 * Opens the duty of a follow-up in the transaction that records the visit, so that whatever becomes
 * of the visit's journey swallows nothing. Where the provider contacts patients the duty is its
 * own: recorded, no journey (contract 6).
 */
public final class FollowUpStore {
  private final JournalStore journal;
  private final FollowUpPolicy policy;

  public FollowUpStore(JournalStore journal, FollowUpPolicy policy) {
    this.journal = journal;
    this.policy = policy;
  }

  /** Part of the transaction that records a visit. */
  public void keep(Handle handle, JourneyRow row, JourneyState state, Moment moment) {
    FollowUpDuty duty = state.terms().care().followUp();
    if (duty == null) {
      return;
    }
    Visit.of(state).ifPresent(visit -> owe(handle, row, state, duty, visit, moment));
    if (Visit.isAnother(state)) {
      tellAnotherVisit(handle, row, state, moment);
    }
    FollowUpDao followUps = handle.attach(FollowUpDao.class);
    boolean isPrescribed = state.prescriptions().stream().anyMatch(Prescription::isConfirmed);
    if (isPrescribed && followUps.confirm(row.journeyId(), moment.now())) {
      note(handle, row, JournalEntry.of(JournalKind.FOLLOW_UP_CONFIRMED, moment));
    }
    if (Visit.isDisproved(state)) {
      disprove(handle, row, moment);
    } else if (Visit.of(state).isPresent() && followUps.proveAgain(row.journeyId())) {
      oweAgain(handle, row, moment);
    }
  }

  private void owe(
      Handle handle,
      JourneyRow row,
      JourneyState state,
      FollowUpDuty duty,
      Visit visit,
      Moment moment) {
    boolean isOurs = state.terms().contact() == PatientContact.CLINIC;
    JourneyId followUp = FollowUp.idOf(row.journeyId());
    Instant due = policy.dueAt(visit.at(), duty.zone());
    ObligationDao obligations = handle.attach(ObligationDao.class);
    if (!obligations.insertIfAbsent(obligation(row.journeyId(), visit, due, isOurs))) {
      return;
    }
    if (isOurs) {
      FollowUpBirth.begin(handle, journal, row, duty, due, moment);
    }
    handle
        .attach(FollowUpDao.class)
        .insertIfAbsent(
            new FollowUpRow(
                row.journeyId(),
                isOurs ? followUp : null,
                duty.examId(),
                visit.basis(),
                duty.zone().getId(),
                moment.now()));
    note(
        handle,
        row,
        JournalEntry.of(JournalKind.FOLLOW_UP_OWED, moment)
            .with("basis", visit.basis())
            .with("visitAt", visit.at())
            .with("dueAt", due)
            .with("zone", duty.zone())
            .with("owner", isOurs ? Owner.ENGINE : Owner.PROVIDER));
  }

  private ObligationRow obligation(JourneyId journey, Visit visit, Instant due, boolean isOurs) {
    return new ObligationRow(
        journey,
        ObligationKind.FOLLOW_UP,
        isOurs ? Owner.ENGINE : Owner.PROVIDER,
        visit.at(),
        due,
        due.plus(policy.grace()),
        isOurs ? ObligationStatus.OPEN : ObligationStatus.RECORDED,
        null,
        null);
  }

  /** The follow-up journey ends itself, and with it the duty. */
  private static void disprove(Handle handle, JourneyRow row, Moment moment) {
    if (!handle.attach(FollowUpDao.class).disprove(row.journeyId(), moment.now())) {
      return;
    }
    String evidence = evidence(row.journeyId(), row.revision());
    int recorded =
        handle
            .attach(ObligationDao.class)
            .endRecorded(row.journeyId(), ObligationStatus.DROPPED, moment.now(), evidence);
    if (recorded == 0) {
      Origin origin =
          new Origin(
              "nothing-prescribed-" + row.revision(),
              "engine",
              "the visit was rejected and nothing was prescribed: " + evidence);
      handle
          .attach(OutboxDao.class)
          .insert(
              OutboxKind.COMMAND,
              FollowUp.idOf(row.journeyId()),
              StoredJson.write(new NothingPrescribed(origin)),
              moment.now());
    }
  }

  /** A person must see to it: the journey that was to send it has ended. */
  private static void oweAgain(Handle handle, JourneyRow row, Moment moment) {
    handle.attach(ObligationDao.class).reopenDropped(row.journeyId());
    AlarmStore.raise(
        handle,
        row.journeyId(),
        new Alarm(AlarmKind.FOLLOW_UP_OWED_AGAIN, "revision-" + row.revision()),
        moment.now());
  }

  /** The duty is counted from the first visit, which was by wrong data: a person dates it anew. */
  private static void tellAnotherVisit(
      Handle handle, JourneyRow row, JourneyState state, Moment moment) {
    String visit = state.approvedAt().orElseThrow().toString();
    AlarmStore.raise(
        handle,
        row.journeyId(),
        new Alarm(AlarmKind.FOLLOW_UP_OWED_AGAIN, "visit-" + visit),
        moment.now());
  }

  private void note(Handle handle, JourneyRow row, JournalEntry entry) {
    journal.append(handle, row.journeyId(), row.epoch(), row.revision(), List.of(entry));
  }

  static String evidence(JourneyId journey, long revision) {
    return "journal " + journey + " revision " + revision;
  }
}
