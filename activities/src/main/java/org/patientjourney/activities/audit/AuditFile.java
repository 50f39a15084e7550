package org.patientjourney.activities.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.record.JournalChain;
import org.patientjourney.activities.record.JournalHead;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JournalStore.JournalNote;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A journal for an auditor: JSON lines, the head first, then the entries. The text behind {@code
 * "entry":} is the very text whose SHA-256 stands behind it and in the next entry as {@code
 * prevHash}, so every byte counts and any tool can check it. An entry holds two digests of a note:
 * of its ciphertext, and of salt and text. A file with notes has salt and text behind the hash,
 * where the second digest proves them.
 */
public final class AuditFile {
  static final Pattern HEAD =
      Pattern.compile(
          "\\{\"audit\":\"patient-journey-1\",\"journeyId\":\"([A-Za-z0-9_:-]+)\","
              + "\"headSeq\":([1-9][0-9]{0,17}),\"headHash\":\"([0-9a-f]{64})\"}");
  static final Pattern ENTRY =
      Pattern.compile(
          "\\{\"entry\":(\\{.*}),\"hash\":\"([0-9a-f]{64})\""
              + "(?:,\"salt\":\"([0-9a-f]{32})\",\"words\":(\".*\"))?}",
          Pattern.DOTALL);

  private AuditFile() {}

  /** The file's text without notes, to be written as UTF-8. */
  public static String of(Audit audit) {
    return withNotes(audit, row -> Optional.empty());
  }

  /** The same with the notes of its entries: personal data. */
  public static String withNotes(Audit audit, Function<JournalRow, Optional<JournalNote>> notes) {
    StringBuilder lines = new StringBuilder(head(audit.journeyId(), audit.head()));
    audit.journal().forEach(row -> lines.append(entry(row, notes.apply(row))));
    return lines.toString();
  }

  /** The hash of each entry of a file that holds, in hex. */
  public static List<String> hashes(byte[] file) {
    return new String(file, ISO_8859_1)
        .lines()
        .map(ENTRY::matcher)
        .filter(Matcher::matches)
        .map(entry -> entry.group(2))
        .toList();
  }

  /** The time of the first entry of a file that holds. */
  public static Instant begunAt(byte[] file) {
    return new String(file, ISO_8859_1)
        .lines()
        .map(ENTRY::matcher)
        .filter(Matcher::matches)
        .map(entry -> StoredJson.read(entry.group(1), JsonNode.class).path("at").asText())
        .map(Instant::parse)
        .findFirst()
        .orElseThrow();
  }

  private static String head(JourneyId journey, JournalHead head) {
    return "{\"audit\":\"patient-journey-1\",\"journeyId\":\"%s\",\"headSeq\":%d,\"headHash\":\"%s\"}\n"
        .formatted(journey, head.seq(), HexFormat.of().formatHex(head.hash()));
  }

  private static String entry(JournalRow row, Optional<JournalNote> note) {
    return "{\"entry\":%s,\"hash\":\"%s\"%s}\n"
        .formatted(
            JournalChain.text(row),
            HexFormat.of().formatHex(row.hash()),
            note.map(AuditFile::words).orElse(""));
  }

  private static String words(JournalNote note) {
    return ",\"salt\":\"%s\",\"words\":%s".formatted(note.salt(), StoredJson.write(note.words()));
  }
}
