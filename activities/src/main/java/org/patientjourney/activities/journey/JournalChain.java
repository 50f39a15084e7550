package org.patientjourney.activities.journey;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;

/**
 * The hash chain over a journey's journal. Each hash is SHA-256 over the canonical JSON of the
 * entry's columns and the hash before it, so a changed, missing or moved row shows.
 */
public final class JournalChain {
  static final byte[] BEGINNING = new byte[32];

  private JournalChain() {}

  static byte[] hash(JournalRow row) {
    Map<String, Object> columns = new TreeMap<>();
    columns.put("journeyId", row.journeyId());
    columns.put("seq", row.seq());
    columns.put("epoch", row.epoch());
    columns.put("revision", row.revision());
    columns.put("kind", row.kind());
    columns.put("at", row.at().toString());
    columns.put("actor", row.actor());
    columns.put("detail", row.detail());
    columns.put("note", digestOf(row.note()));
    columns.put("prevHash", HexFormat.of().formatHex(row.prevHash()));
    return StoredJson.sha256(StoredJson.write(columns));
  }

  /**
   * Checks a journey's whole journal.
   *
   * @return the first row that does not fit, or empty when the chain holds
   */
  public static Optional<JournalRow> firstBroken(List<JournalRow> journal) {
    byte[] previous = BEGINNING;
    long seq = 1;
    for (JournalRow row : journal) {
      boolean fits =
          row.seq() == seq
              && Arrays.equals(row.prevHash(), previous)
              && Arrays.equals(row.hash(), hash(row));
      if (!fits) {
        return Optional.of(row);
      }
      previous = row.hash();
      seq++;
    }
    return Optional.empty();
  }

  private static String digestOf(byte @Nullable [] note) {
    return note == null ? "none" : HexFormat.of().formatHex(StoredJson.sha256(note));
  }
}
