package org.patientjourney.activities.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.callback.Callbacks;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.followup.FollowUpPolicy;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.MeetingAnswers;
import org.patientjourney.activities.invite.RestoredAttempts;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.pdf.PdfLinks;
import org.patientjourney.activities.record.ClearanceDao;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxRow.OutboxKind;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.NothingPrescribed;
import org.patientjourney.workflows.effect.Effects;
import org.patientjourney.workflows.effect.Effects.FollowUpEnd;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
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
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/**
 * Writes one revision of a journey and its effects; part of a transaction that has locked the row.
 *
 * @param clearanceValidity how long a good faith approval holds
 */
public record RecordWriter(
    JournalStore journal,
    PdfLinks pdfs,
    Callbacks callbacks,
    Encryption encryption,
    JourneyPolicy policy,
    FollowUpPolicy followUps,
    Duration clearanceValidity) {

  void write(Handle handle, JourneyRow before, JourneyRecord revision, Instant now) {
    Writing writing = new Writing(handle, before, revision, now);
    revision.deliveries().forEach(writing::apply);
    JourneyState known = before.state();
    Effects.write(known, revision.state(), revision.entries(), policy, writing);
    // Not before: no one has seen them who ended a hold in this recording.
    revision.alarms().forEach(writing::raise);
    callbacks.store(handle, before.clinic(), known, revision, writing.entries, now);
    if (revision.toOthers() != null) {
      MeetingAnswers.informOfUnknown(
          handle, writing.row.meetingId(), revision.toOthers(), before.journeyId(), now);
    }
    journal.update(handle, writing.row, writing.entries);
  }

  /** One recording. */
  private final class Writing implements Effects.Writer {
    private final Handle handle;
    private final JourneyRow row;
    private final JourneyId journey;
    private final JourneyState state;
    private final Moment moment;
    private final Instant now;

    /** Of the revision, and those that effects add. */
    private final List<JournalEntry> entries;

    Writing(Handle handle, JourneyRow before, JourneyRecord revision, Instant now) {
      this.handle = handle;
      this.state = revision.state();
      this.row = before.revised(state, revision.nextDueAt(), now);
      this.journey = row.journeyId();
      this.now = now;
      this.moment = new Moment(now, policy);
      this.entries = new ArrayList<>(revision.entries());
    }

    void apply(AppliedDelivery delivery) {
      Optional<WebhookDelivery.WithBody> applied =
          handle
              .attach(WebhookDeliveryDao.class)
              .markApplied(delivery.deliveryId(), journey, delivery.effect().name(), now);
      if (applied.isEmpty()) {
        // The record was restored to before its receipt: what the run knows of it is recorded.
        raise(new Alarm(AlarmKind.RUN_DIVERGED, "delivery-" + delivery.deliveryId()));
      } else if (delivery.effect() != AppliedDelivery.Effect.MATCHES_NO_PATIENT_EXAM) {
        pdfs.offer(handle, applied.get(), journey, now);
      }
    }

    @Override
    public void raise(Alarm alarm) {
      AlarmStore.raise(handle, journey, alarm, now);
    }

    @Override
    public void endHold(HoldReason hold, @Nullable JournalEntry answer) {
      AlarmStore.endHold(handle, encryption, journey, hold, answer, now);
    }

    @Override
    public void joinMeeting() {
      handle
          .attach(OrderDao.class)
          .insertMeetingIfAbsent(row.meetingId(), row.clinic(), row.orderId());
    }

    @Override
    public void bindPatientExam(Attempt attempt) {
      handle
          .attach(InviteAttemptDao.class)
          .bindIfAbsent(
              row.meetingId(),
              attempt.number(),
              row.examId(),
              journey,
              attempt.patientExamId(),
              now);
    }

    @Override
    public void keepAnswer(Attempt attempt, InviteStatus answer) {
      RestoredAttempts.keepAnswer(handle, row, attempt, answer, now);
    }

    @Override
    public void endAttempt(Attempt attempt) {
      handle
          .attach(InviteAttemptDao.class)
          .markOver(row.meetingId(), attempt.number(), row.examId(), now);
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
      MeetingAnswers.informLeftOut(handle, row.meetingId(), attempt, journey, now);
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
              MeetingId.sentBy(id),
              duty.examId(),
              ExamKind.GOOD_FAITH,
              PatientContact.CLINIC,
              now,
              CareTerms.ofFollowUp(due, duty.zone()));
      handle
          .attach(OrderDao.class)
          .insertMeetingIfAbsent(terms.meetingId(), row.clinic(), row.orderId());
      journal.insert(
          handle,
          JourneyRow.atStart(row.clinic(), row.orderId(), terms, moment),
          JournalKind.ORDERED.at(moment).with("after", journey).with("dueAt", due),
          now);
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
    public void endFollowUp(FollowUpEnd end, @Nullable JournalEntry entry) {
      ObligationStatus status =
          switch (end) {
            case MET -> ObligationStatus.MET;
            case WAIVED -> ObligationStatus.WAIVED;
            case NOTHING_PRESCRIBED -> ObligationStatus.DROPPED;
          };
      JourneyId visit = journey.visit();
      String words = end == FollowUpEnd.WAIVED && entry != null ? entry.note() : null;
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
                  : new OrderKeys(encryption)
                      .toWrite(handle, visit)
                      .encryptText(words, OwedFollowUp.waiverContext(visit)));
    }

    private String evidence() {
      return OwedFollowUp.evidence(journey, row.revision());
    }

    private void put(OutboxKind kind, JourneyId to, Object payload) {
      handle.attach(OutboxDao.class).insert(kind, to, StoredJson.write(payload), now);
    }
  }
}
