package org.patientjourney.activities.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.FollowUpPolicy;
import org.patientjourney.activities.followup.OwedFollowUp;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.invite.AttemptStore;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.order.NewJourney;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.record.ClearanceDao;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationStatus;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxKind;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.NothingPrescribed;
import org.patientjourney.workflows.effect.Effect;
import org.patientjourney.workflows.effect.Effect.FollowUpEnded;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.CareTerms;
import org.patientjourney.workflows.order.CareTerms.FollowUpDuty;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;
import org.patientjourney.workflows.run.JourneyRecord;

/** Writes the effects of one recording, in its transaction. */
final class EffectStore implements Effect.Writer {
  private final Handle handle;
  private final JourneyRow row;
  private final Encryption encryption;
  private final JournalStore journal;
  private final FollowUpPolicy followUps;
  private final Duration clearanceValidity;
  private final JourneyId journey;
  private final JourneyState state;
  private final Moment moment;
  private final Instant now;
  private final List<JournalEntry> entries = new ArrayList<>();

  EffectStore(
      Handle handle,
      JourneyRow row,
      JourneyRecord revision,
      Encryption encryption,
      JournalStore journal,
      JourneyPolicy policy,
      FollowUpPolicy followUps,
      Duration clearanceValidity) {
    this.handle = handle;
    this.row = row;
    this.encryption = encryption;
    this.journal = journal;
    this.followUps = followUps;
    this.clearanceValidity = clearanceValidity;
    this.journey = row.journeyId();
    this.state = revision.state();
    this.now = row.updatedAt();
    this.moment = new Moment(now, policy);
  }

  /** Entries of the journal that effects add to the revision's own. */
  List<JournalEntry> entries() {
    return entries;
  }

  @Override
  public void raise(Alarm alarm) {
    AlarmStore.raise(handle, journey, alarm, now);
  }

  @Override
  public void joinMeeting() {
    handle
        .attach(OrderDao.class)
        .insertMeetingIfAbsent(row.meetingId(), row.clinic(), row.orderId());
  }

  @Override
  public void keepAttempt(Attempt attempt) {
    InviteAttemptDao attempts = handle.attach(InviteAttemptDao.class);
    if (attempt.patientExamId() != null) {
      attempts.bindIfAbsent(
          row.meetingId(), attempt.number(), row.examId(), journey, attempt.patientExamId(), now);
    }
    if (attempt.isOver()) {
      attempts.markOver(row.meetingId(), attempt.number(), row.examId(), now);
    }
  }

  @Override
  public void repeatDeliveries() {
    handle.attach(WebhookDeliveryDao.class).repeatSignalled(journey, now);
  }

  @Override
  public void endProbe() {
    IncidentStore.probeUnanswered(handle, journey, now);
  }

  @Override
  public void releaseIfResolved(HoldReason cause) {
    IncidentStore.releaseIfResolved(handle, journey, cause, now);
  }

  @Override
  public void leaveOthersOut(int attempt) {
    AttemptStore.informLeftOut(handle, row.meetingId(), attempt, journey, now);
  }

  /** Informs the other journeys of the meeting when this run found no answer. */
  void informMembers(InviteAnswer answer) {
    AttemptStore.informOfUnknown(handle, row.meetingId(), answer, journey, now);
  }

  @Override
  public void clear() {
    Instant approvedAt = state.approvedAt().orElse(now);
    handle
        .attach(ClearanceDao.class)
        .grant(journey, approvedAt, approvedAt.plus(clearanceValidity));
  }

  @Override
  public void withdrawClearance() {
    handle.attach(ClearanceDao.class).withdraw(journey, now);
  }

  @Override
  public void keepObligation(Obligation owed) {
    boolean isOpen = !owed.isMet() && !state.isClosed();
    ObligationStatus ended = owed.isMet() ? ObligationStatus.MET : ObligationStatus.DROPPED;
    ObligationRow obligation =
        new ObligationRow(
            journey,
            owed.kind(),
            owed.kind().owner(),
            owed.basis(),
            owed.due(),
            owed.due().plus(owed.grace()),
            isOpen ? ObligationStatus.OPEN : ended,
            isOpen ? null : now,
            isOpen ? null : "revision " + state.revision());
    ObligationDao obligations = handle.attach(ObligationDao.class);
    if (isOpen) {
      obligations.open(obligation);
    } else {
      obligations.end(obligation);
    }
  }

  /** If the provider contacts the patients it owes the follow-up: recorded, no journey. */
  @Override
  public void oweFollowUp(FollowUpDuty duty, Visit visit) {
    boolean isOurs = state.terms().contact() == PatientContact.CLINIC;
    Owner owner = isOurs ? Owner.ENGINE : Owner.PROVIDER;
    Instant due = followUps.dueAt(visit.at(), duty.zone());
    ObligationRow owed =
        new ObligationRow(
            journey,
            Obligation.Kind.FOLLOW_UP,
            owner,
            visit.at(),
            due,
            due.plus(followUps.grace()),
            isOurs ? ObligationStatus.OPEN : ObligationStatus.RECORDED,
            null,
            null);
    boolean isNew =
        handle
            .attach(FollowUpDao.class)
            .owe(
                owed,
                isOurs ? journey.followUp() : null,
                duty.examId(),
                visit.basis(),
                duty.zone().getId(),
                now);
    if (!isNew) {
      return;
    }
    if (isOurs) {
      insertFollowUp(duty, due);
    }
    entries.add(
        JournalKind.FOLLOW_UP_OWED
            .at(moment)
            .with("basis", visit.basis())
            .with("visitAt", visit.at())
            .with("dueAt", due)
            .with("zone", duty.zone())
            .with("owner", owner));
  }

  private void insertFollowUp(FollowUpDuty duty, Instant due) {
    JourneyId id = journey.followUp();
    JourneyTerms terms =
        new JourneyTerms(
            id,
            MeetingId.ledBy(id),
            duty.examId(),
            ExamKind.GOOD_FAITH,
            PatientContact.CLINIC,
            now,
            CareTerms.ofFollowUp(due, duty.zone()));
    handle.attach(OrderDao.class).insertMeeting(terms.meetingId(), row.clinic(), row.orderId());
    JournalEntry ordered = JournalKind.ORDERED.at(moment).with("after", journey).with("dueAt", due);
    new NewJourney(row.clinic(), row.orderId(), terms).insert(handle, journal, ordered, moment);
  }

  @Override
  public void confirmFollowUp() {
    if (handle.attach(FollowUpDao.class).confirm(journey, now)) {
      entries.add(JournalKind.FOLLOW_UP_CONFIRMED.at(moment));
    }
  }

  /** The follow-up's own journey ends itself, and with it the duty. */
  @Override
  public void disproveFollowUp() {
    Optional<Owner> owner = handle.attach(FollowUpDao.class).disprove(journey, now, evidence());
    if (owner.filter(owes -> owes == Owner.ENGINE).isPresent()) {
      Origin origin =
          new Origin(
              "nothing-prescribed-" + row.revision(),
              "engine",
              "the visit was rejected and nothing was prescribed: " + evidence());
      put(OutboxKind.COMMAND, journey.followUp(), new NothingPrescribed(origin));
    }
  }

  /** A person must see to it: the journey that was to send it has ended. */
  @Override
  public void oweFollowUpAgain() {
    if (handle.attach(FollowUpDao.class).oweAgain(journey)) {
      raise(new Alarm(AlarmKind.FOLLOW_UP_OWED_AGAIN, "revision-" + row.revision()));
    }
  }

  @Override
  public void endFollowUp(FollowUpEnded ended) {
    ObligationStatus status =
        switch (ended.how()) {
          case MET -> ObligationStatus.MET;
          case WAIVED -> ObligationStatus.WAIVED;
          case NOTHING_PRESCRIBED -> ObligationStatus.DROPPED;
        };
    JourneyId visit = journey.visit();
    JournalEntry entry = ended.entry();
    String words = status == ObligationStatus.WAIVED && entry != null ? entry.note() : null;
    handle
        .attach(FollowUpDao.class)
        .end(
            visit,
            status,
            now,
            evidence(),
            entry == null ? "engine" : entry.actor(),
            entry == null ? null : entry.detail().get("waivedBy"),
            words == null
                ? null
                : encryption.encryptText(words, OwedFollowUp.waiverContext(visit)));
  }

  private String evidence() {
    return "journal " + journey + " revision " + row.revision();
  }

  private void put(OutboxKind kind, JourneyId to, Object payload) {
    handle.attach(OutboxDao.class).insert(kind, to, StoredJson.write(payload), now);
  }
}
