package org.patientjourney.activities.journey;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.workflows.journey.JournalEntry;
import org.patientjourney.workflows.journey.JourneyId;

/** Appends to the journal and keeps its chain. */
public final class JournalStore {
  private final Encryption encryption;

  public JournalStore(Encryption encryption) {
    this.encryption = encryption;
  }

  /** Part of a transaction that holds the lock on the journey's row. */
  public void append(
      Handle handle, JourneyId journey, long epoch, long revision, List<JournalEntry> entries) {
    JournalDao journal = handle.attach(JournalDao.class);
    @Nullable JournalRow last = journal.findLast(journey).orElse(null);
    for (JournalEntry entry : entries) {
      JournalRow next = chained(last, journey, epoch, revision, entry);
      journal.insert(next);
      last = next;
    }
  }

  private JournalRow chained(
      @Nullable JournalRow last, JourneyId journey, long epoch, long revision, JournalEntry entry) {
    long seq = last == null ? 1 : last.seq() + 1;
    byte[] prevHash = last == null ? JournalChain.BEGINNING : last.hash();
    JournalRow unsealed =
        new JournalRow(
            journey,
            seq,
            epoch,
            revision,
            entry.kind(),
            // What PostgreSQL keeps of an instant must be what was hashed.
            entry.at().truncatedTo(ChronoUnit.MICROS),
            entry.actor(),
            StoredJson.write(entry.detail()),
            encryptedNote(entry, journey, seq),
            prevHash,
            JournalChain.BEGINNING);
    return new JournalRow(
        journey,
        seq,
        epoch,
        revision,
        unsealed.kind(),
        unsealed.at(),
        unsealed.actor(),
        unsealed.detail(),
        unsealed.note(),
        prevHash,
        JournalChain.hash(unsealed));
  }

  private byte @Nullable [] encryptedNote(JournalEntry entry, JourneyId journey, long seq) {
    String note = entry.note();
    return note == null
        ? null
        : encryption.encryptText(note, "journal_entry:" + journey + ":" + seq);
  }
}
