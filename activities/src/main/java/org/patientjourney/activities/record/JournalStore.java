package org.patientjourney.activities.record;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.order.JourneyId;

/** Appends to the journal and keeps its chain. */
public final class JournalStore {
  private final Encryption encryption;

  public JournalStore(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * Part of a transaction that holds the lock on the journey's row. Goes on from the head and not
   * from the last entry that is found: an entry that was taken away leaves a gap.
   */
  public void append(
      Handle handle, JourneyId journey, long epoch, long revision, List<JournalEntry> entries) {
    JournalDao journal = handle.attach(JournalDao.class);
    JournalHead head =
        journal
            .findHead(journey)
            .orElseThrow(
                () ->
                    new IllegalStateException("expected a row of journey " + journey + ": a bug"));
    for (JournalEntry entry : entries) {
      JournalRow next = chained(head, journey, epoch, revision, entry);
      journal.insert(next);
      head = new JournalHead(next.seq(), next.hash());
    }
    int moved = journal.moveHead(journey, head);
    if (moved != 1) {
      throw new IllegalStateException(
          "expected to move one head of journey " + journey + ", moved " + moved + ": a bug");
    }
  }

  private JournalRow chained(
      JournalHead head, JourneyId journey, long epoch, long revision, JournalEntry entry) {
    long seq = head.seq() + 1;
    JournalNote note = entry.note() == null ? null : JournalNote.of(entry.note());
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
            note == null ? null : encryption.encryptText(note.text(), context(journey, seq)),
            note == null ? null : note.digest(),
            head.hash(),
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
        unsealed.noteDigest(),
        unsealed.prevHash(),
        JournalChain.hash(unsealed));
  }

  /** The note of an entry, opened; empty when nobody said anything. */
  public Optional<JournalNote> note(JournalRow row) {
    return Optional.ofNullable(row.note())
        .map(note -> encryption.decryptText(note, context(row.journeyId(), row.seq())))
        .map(JournalNote::read);
  }

  private static String context(JourneyId journey, long seq) {
    return "journal_entry:" + journey + ":" + seq;
  }
}
