package org.patientjourney.activities.record;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;

/**
 * The hash chain over a journey's journal. Each hash is SHA-256 over the canonical JSON of the
 * entry's columns and the hash before it, so a changed, missing or moved row shows; the head shows
 * when the last ones are missing.
 */
public final class JournalChain {
  static final byte[] BEGINNING = new byte[32];

  private JournalChain() {}

  /** What is hashed: all that the entry says, and the hash before it. */
  public static String text(JournalRow row) {
    Map<String, Object> columns = new TreeMap<>();
    columns.put("journeyId", row.journeyId());
    columns.put("seq", row.seq());
    columns.put("revision", row.revision());
    columns.put("kind", row.kind());
    columns.put("at", row.at().toString());
    columns.put("actor", row.actor());
    columns.put("detail", row.detail());
    columns.put("note", digestOf(row.note()));
    columns.put("noteDigest", hex(row.noteDigest()));
    columns.put("prevHash", HexFormat.of().formatHex(row.prevHash()));
    return StoredJson.write(columns);
  }

  static byte[] hash(JournalRow row) {
    return StoredJson.sha256(text(row));
  }

  /**
   * Checks a journey's whole journal against its head.
   *
   * @return the number of the first entry that does not fit or is missing, or empty when the chain
   *     holds and ends at the head
   */
  public static OptionalLong firstBroken(List<JournalRow> journal, JournalHead head) {
    byte[] previous = BEGINNING;
    long seq = 0;
    for (JournalRow row : journal) {
      seq++;
      boolean fits =
          row.seq() == seq
              && Arrays.equals(row.prevHash(), previous)
              && Arrays.equals(row.hash(), hash(row));
      if (!fits) {
        return OptionalLong.of(seq);
      }
      previous = row.hash();
    }
    if (head.seq() != seq) {
      return OptionalLong.of(Math.min(head.seq(), seq) + 1);
    }
    return Arrays.equals(head.hash(), previous) ? OptionalLong.empty() : OptionalLong.of(seq);
  }

  private static String digestOf(byte @Nullable [] note) {
    return hex(note == null ? null : StoredJson.sha256(note));
  }

  private static String hex(byte @Nullable [] digest) {
    return digest == null ? "none" : HexFormat.of().formatHex(digest);
  }
}
