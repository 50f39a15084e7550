package org.patientjourney.activities.record;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

  /** Part of a transaction that holds the lock on the journey's row. */
  public void append(Handle handle, JourneyId journey, long revision, List<JournalEntry> entries) {
    JournalDao journal = handle.attach(JournalDao.class);
    JournalHead head =
        journal
            .findHead(journey)
            .orElseThrow(
                () ->
                    new IllegalStateException("expected a row of journey " + journey + ": a bug"));
    List<JournalRow> rows = chained(head, journey, revision, entries);
    journal.insert(rows);
    int moved = journal.moveHead(journey, head(head, rows));
    if (moved != 1) {
      throw new IllegalStateException(
          "expected to move one head of journey " + journey + ", moved " + moved + ": a bug");
    }
  }

  /** Where the journal ends once the rows are stored. */
  public static JournalHead head(JournalHead before, List<JournalRow> rows) {
    if (rows.isEmpty()) {
      return before;
    }
    JournalRow last = rows.get(rows.size() - 1);
    return new JournalHead(last.seq(), last.hash());
  }

  /**
   * Goes on from the head and not from the last entry that is found: an entry that was deleted
   * leaves a gap.
   */
  public List<JournalRow> chained(
      JournalHead head, JourneyId journey, long revision, List<JournalEntry> entries) {
    List<JournalRow> rows = new ArrayList<>();
    JournalHead last = head;
    for (JournalEntry entry : entries) {
      JournalRow next = chained(last, journey, revision, entry);
      rows.add(next);
      last = new JournalHead(next.seq(), next.hash());
    }
    return rows;
  }

  private JournalRow chained(
      JournalHead head, JourneyId journey, long revision, JournalEntry entry) {
    long seq = head.seq() + 1;
    JournalNote note = entry.note() == null ? null : JournalNote.of(entry.note());
    JournalRow unsealed =
        new JournalRow(
            journey,
            seq,
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

  /** The decrypted note of an entry; empty when it has none. */
  public Optional<JournalNote> note(JournalRow row) {
    return Optional.ofNullable(row.note())
        .map(note -> encryption.decryptText(note, context(row.journeyId(), row.seq())))
        .map(JournalNote::read);
  }

  private static String context(JourneyId journey, long seq) {
    return "journal_entry:" + journey + ":" + seq;
  }
}
