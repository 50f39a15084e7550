package org.patientjourney.activities.record;

/**
 * Where a journal ends: number and hash of its last entry, kept with the journey and not with the
 * entries, so that missing last entries show.
 */
@SuppressWarnings("ArrayRecordComponent") // carried, compared by JournalChain only
public record JournalHead(long seq, byte[] hash) {
  /** Of a journal without entries. */
  public static final JournalHead BEGINNING = new JournalHead(0, JournalChain.BEGINNING);
}
