package org.patientjourney.activities.followup;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationStatus;
import org.patientjourney.workflows.followup.FollowUp;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Handover;
import org.patientjourney.workflows.journey.JourneyRecord;
import org.patientjourney.workflows.obligation.ObligationKind;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.Moment;

/** Ends the duty when the follow-up's own journey records that it was met, waived or disproved. */
public final class FollowUpEnd {
  private final Encryption encryption;

  public FollowUpEnd(Encryption encryption) {
    this.encryption = encryption;
  }

  /** Part of the transaction that records the follow-up's journey. */
  public void keep(Handle handle, JourneyRecord revision, Moment moment) {
    if (!revision.state().terms().isFollowUp()) {
      return;
    }
    JournalEntry waiver = entry(revision, JournalKind.FOLLOW_UP_WAIVED);
    if (waiver != null) {
      end(handle, revision, ObligationStatus.WAIVED, waiver, moment);
      return;
    }
    JournalEntry proof = entry(revision, JournalKind.NOTHING_PRESCRIBED);
    if (proof != null) {
      dropIfStillDisproved(handle, revision, proof, moment);
      return;
    }
    if (revision.state().facets().handover() == Handover.CONFIRMED) {
      JournalEntry handover = entry(revision, JournalKind.HANDED_OVER);
      JournalEntry release = entry(revision, JournalKind.HOLD_RELEASED);
      end(handle, revision, ObligationStatus.MET, handover == null ? release : handover, moment);
    }
  }

  /**
   * A prescription may have come behind the proof: then the duty stays, and its alarm is raised.
   */
  private void dropIfStillDisproved(
      Handle handle, JourneyRecord revision, JournalEntry proof, Moment moment) {
    JourneyId visit = FollowUp.visitOf(revision.state().terms().journeyId());
    if (handle.attach(FollowUpDao.class).isDisproved(visit)) {
      end(handle, revision, ObligationStatus.DROPPED, proof, moment);
    }
  }

  /** Only once: what has ended stays as it is. */
  private void end(
      Handle handle,
      JourneyRecord revision,
      ObligationStatus status,
      @Nullable JournalEntry entry,
      Moment moment) {
    JourneyId followUp = revision.state().terms().journeyId();
    JourneyId visit = FollowUp.visitOf(followUp);
    String evidence = FollowUpStore.evidence(followUp, revision.state().revision());
    int ended =
        handle
            .attach(ObligationDao.class)
            .end(visit, ObligationKind.FOLLOW_UP, status, moment.now(), evidence);
    if (ended == 1) {
      handle
          .attach(FollowUpDao.class)
          .end(
              visit,
              entry == null ? "engine" : entry.actor(),
              entry == null ? null : entry.detail().get("waivedBy"),
              status == ObligationStatus.WAIVED ? words(visit, entry) : null);
    }
  }

  private byte @Nullable [] words(JourneyId visit, @Nullable JournalEntry entry) {
    return entry == null || entry.note() == null
        ? null
        : encryption.encryptText(entry.note(), OwedFollowUp.waiverContext(visit));
  }

  private static @Nullable JournalEntry entry(JourneyRecord revision, JournalKind kind) {
    return revision.entries().stream()
        .filter(entry -> entry.kind() == kind)
        .findFirst()
        .orElse(null);
  }
}
