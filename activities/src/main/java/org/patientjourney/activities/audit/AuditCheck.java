package org.patientjourney.activities.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding.Broken;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding.Holds;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.record.JournalStore.JournalNote;
import org.patientjourney.workflows.order.JourneyId;

/** Checks an audit file by itself: no database, no key. */
public final class AuditCheck {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final String BEGINNING = "0".repeat(64);

  private final String journeyId;
  private String previousHash = BEGINNING;
  private long entries;

  private AuditCheck(String journeyId) {
    this.journeyId = journeyId;
  }

  /** Returns the first defect, or that the file holds. */
  public static AuditFinding of(byte[] file) {
    // One character for each byte: what is hashed are bytes.
    String text = new String(file, ISO_8859_1);
    List<String> lines = List.of(text.split("\n", -1));
    Matcher head = AuditFile.HEAD.matcher(lines.get(0));
    if (!head.matches() || !JourneyId.isValid(head.group(1))) {
      return new Broken(0, "not an audit file: its first line is no head");
    }
    if (!text.endsWith("\n")) {
      return new Broken(0, "the last line was cut off or changed");
    }
    AuditCheck check = new AuditCheck(head.group(1));
    for (String line : lines.subList(1, lines.size() - 1)) {
      Optional<Broken> broken = check.next(line);
      if (broken.isPresent()) {
        return broken.get();
      }
    }
    return check.end(Long.parseLong(head.group(2)), head.group(3));
  }

  private Optional<Broken> next(String line) {
    long seq = entries + 1;
    Matcher entry = AuditFile.ENTRY.matcher(line);
    if (!entry.matches()) {
      return broken("entry " + seq + " is no entry");
    }
    byte[] text = entry.group(1).getBytes(ISO_8859_1);
    String hash = HexFormat.of().formatHex(StoredJson.sha256(text));
    if (!hash.equals(entry.group(2))) {
      return broken("entry " + seq + " was changed: its hash does not fit");
    }
    JsonNode content = read(text);
    if (entry.group(3) != null && !proves(content, entry.group(3), entry.group(4))) {
      return broken("entry " + seq + " has another note: its words were changed");
    }
    if (content.path("seq").longValue() != seq) {
      return broken("entry " + seq + " is missing or moved: found " + content.path("seq"));
    }
    if (!content.path("journeyId").asText().equals(journeyId)) {
      return broken("entry " + seq + " is of another journey");
    }
    if (!content.path("prevHash").asText().equals(previousHash)) {
      return broken("entry " + seq + " does not follow the entry before it");
    }
    entries = seq;
    previousHash = hash;
    return Optional.empty();
  }

  /** Only the form that the file is written in counts: an escaped character is another byte. */
  private static boolean proves(JsonNode entry, String salt, String json) {
    byte[] bytes = json.getBytes(ISO_8859_1);
    String words = read(bytes).asText();
    boolean isAsWritten = Arrays.equals(StoredJson.write(words).getBytes(UTF_8), bytes);
    String digest = HexFormat.of().formatHex(new JournalNote(salt, words).digest());
    return isAsWritten && entry.path("noteDigest").asText().equals(digest);
  }

  private AuditFinding end(long headSeq, String headHash) {
    if (headSeq != entries) {
      return new Broken(
          Math.min(headSeq, entries) + 1,
          "the head names "
              + headSeq
              + " entries, found "
              + entries
              + ": the last ones do not fit");
    }
    return headHash.equals(previousHash)
        ? new Holds(new JourneyId(journeyId), entries, headHash)
        : new Broken(entries, "entry " + entries + " is not the one that the head names");
  }

  private static JsonNode read(byte[] text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }

  private Optional<Broken> broken(String where) {
    return Optional.of(new Broken(entries + 1, where));
  }

  public sealed interface AuditFinding {
    /** Nothing was changed, moved or taken away since the file was made. */
    record Holds(JourneyId journeyId, long entries, String headHash) implements AuditFinding {}

    /**
     * The file does not prove the journal.
     *
     * @param entry the number of the first one that does not fit or is missing; 0 when the file is
     *     not whole
     */
    record Broken(long entry, String where) implements AuditFinding {}
  }
}
