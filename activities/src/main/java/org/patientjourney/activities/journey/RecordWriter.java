package org.patientjourney.activities.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.followup.FollowUpPolicy;
import org.patientjourney.activities.pdf.PdfLinks;
import org.patientjourney.activities.record.JournalDao;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.LockedJourney;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.effect.Effects;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.run.JourneyRecord;

/**
 * Writes one revision of a journey and its effects; part of a transaction that has locked the row.
 */
public final class RecordWriter {
  private final JournalStore journal;
  private final PdfLinks pdfs;
  private final Encryption encryption;
  private final JourneyPolicy policy;
  private final FollowUpPolicy followUps;
  private final Duration clearanceValidity;

  /**
   * @param clearanceValidity how long a good faith approval holds
   */
  public RecordWriter(
      JournalStore journal,
      PdfLinks pdfs,
      Encryption encryption,
      JourneyPolicy policy,
      FollowUpPolicy followUps,
      Duration clearanceValidity) {
    this.journal = journal;
    this.pdfs = pdfs;
    this.encryption = encryption;
    this.policy = policy;
    this.followUps = followUps;
    this.clearanceValidity = clearanceValidity;
  }

  JourneyPolicy policy() {
    return policy;
  }

  void write(Handle handle, LockedJourney before, JourneyRecord revision, Instant now) {
    JourneyRow row = before.row().revised(revision.state(), revision.nextDueAt(), now);
    EffectStore effects =
        new EffectStore(
            handle, row, revision, encryption, journal, policy, followUps, clearanceValidity);
    revision.alarms().forEach(effects::raise);
    revision.deliveries().forEach(delivery -> apply(handle, row, delivery));
    Effects.between(before.row().state(), revision.state(), revision.entries(), policy)
        .forEach(effect -> effect.writeTo(effects));
    if (revision.toMembers() != null) {
      effects.informMembers(revision.toMembers());
    }
    List<JournalEntry> entries = new ArrayList<>(revision.entries());
    entries.addAll(effects.entries());
    List<JournalRow> rows =
        journal.chained(before.journal(), row.journeyId(), row.revision(), entries);
    if (!rows.isEmpty()) {
      handle.attach(JournalDao.class).insert(rows);
    }
    int updated =
        handle.attach(JourneyDao.class).update(row, JournalStore.head(before.journal(), rows));
    if (updated != 1) {
      throw new IllegalStateException(
          "expected to update " + row.journeyId() + " once, found " + updated + ": a bug");
    }
  }

  private void apply(Handle handle, JourneyRow row, AppliedDelivery delivery) {
    Optional<WebhookDelivery.WithBody> applied =
        handle
            .attach(WebhookDeliveryDao.class)
            .markApplied(
                delivery.deliveryId(), row.journeyId(), delivery.effect().name(), row.updatedAt());
    if (applied.isEmpty()) {
      // The record was restored to before its receipt: what the run knows of it is recorded.
      Alarm lost = new Alarm(AlarmKind.RUN_DIVERGED, "delivery-" + delivery.deliveryId());
      AlarmStore.raise(handle, row.journeyId(), lost, row.updatedAt());
    } else if (delivery.effect() != AppliedDelivery.Effect.NOT_BELIEVED) {
      pdfs.offer(handle, applied.get(), row.journeyId(), row.updatedAt());
    }
  }
}
