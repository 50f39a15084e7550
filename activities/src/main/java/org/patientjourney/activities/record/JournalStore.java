package org.patientjourney.activities.record;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.order.JourneyId;

/** Stores journeys with their journals, and keeps the chain. */
public record JournalStore(Encryption encryption) {

  /** Stores a new journey, its first entry, and the row that has the relay start its run. */
  public void insert(Handle handle, JourneyRow row, JournalEntry first, Instant startDue) {
    JournalRow entry = chained(handle, row.journal(), row.journeyId(), row.revision(), first);
    handle.attach(JourneyDao.class).insert(row, entry, startDue);
  }

  /**
   * Stores a row that the transaction has locked, and the entries of its revision. Goes on from the
   * head and not from the last entry that is found: an entry that was deleted leaves a gap.
   */
  public void update(Handle handle, JourneyRow row, List<JournalEntry> entries) {
    List<JournalRow> rows = chained(handle, row, entries);
    JourneyDao journeys = handle.attach(JourneyDao.class);
    JournalHead head = head(row, rows);
    int updated = rows.isEmpty() ? journeys.update(row, head) : journeys.update(row, head, rows);
    if (updated != 1) {
      throw new IllegalStateException(
          "expected to update " + row.journeyId() + " once, found " + updated + ": a bug");
    }
  }

  private static JournalHead head(JourneyRow before, List<JournalRow> rows) {
    if (rows.isEmpty()) {
      return before.journal();
    }
    JournalRow last = rows.get(rows.size() - 1);
    return new JournalHead(last.seq(), last.hash());
  }

  private List<JournalRow> chained(Handle handle, JourneyRow row, List<JournalEntry> entries) {
    List<JournalRow> rows = new ArrayList<>();
    for (JournalEntry entry : entries) {
      rows.add(chained(handle, head(row, rows), row.journeyId(), row.revision(), entry));
    }
    return rows;
  }

  private JournalRow chained(
      Handle handle, JournalHead head, JourneyId journey, long revision, JournalEntry entry) {
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
            note == null
                ? null
                : new OrderKeys(encryption)
                    .toWrite(handle, journey)
                    .encryptText(note.text(), context(journey, seq)),
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

  /**
   * The decrypted note of an entry; empty when it has none.
   *
   * @param ofOrder see {@link OrderKeys#toRead}
   */
  public static Optional<JournalNote> note(Encryption ofOrder, JournalRow row) {
    return Optional.ofNullable(row.note())
        .map(note -> ofOrder.decryptText(note, context(row.journeyId(), row.seq())))
        .map(JournalNote::read);
  }

  private static String context(JourneyId journey, long seq) {
    return "journal_entry:" + journey + ":" + seq;
  }

  /**
   * A person's words in the journal. The chain holds the digest of salt and words: who is given
   * both can check them without a key, and the words cannot be guessed from the digest alone.
   *
   * @param salt 32 hexadecimal digits
   */
  public record JournalNote(String salt, String words) {
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static JournalNote of(String words) {
      byte[] salt = new byte[SALT_BYTES];
      RANDOM.nextBytes(salt);
      return new JournalNote(HexFormat.of().formatHex(salt), words);
    }

    static JournalNote read(String text) {
      return new JournalNote(text.substring(0, 2 * SALT_BYTES), text.substring(2 * SALT_BYTES));
    }

    /** What is hashed: the salt, and the words right behind it. */
    String text() {
      return salt + words;
    }

    /** SHA-256 of the text's UTF-8. */
    public byte[] digest() {
      return StoredJson.sha256(text());
    }

    /** Without the words: they may name a patient. */
    @Override
    public String toString() {
      return "JournalNote[not shown]";
    }
  }
}
