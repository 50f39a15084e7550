package org.patientjourney.activities.record;

import java.util.HexFormat;
import java.util.Map;
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

  private static String digestOf(byte @Nullable [] note) {
    return hex(note == null ? null : StoredJson.sha256(note));
  }

  private static String hex(byte @Nullable [] digest) {
    return digest == null ? "none" : HexFormat.of().formatHex(digest);
  }
}
