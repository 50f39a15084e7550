package org.patientjourney.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.patientjourney.activities.anchor.AnchoredAudit;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding.Broken;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding.Holds;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.workflows.order.JourneyId;

/**
 * What is wrong with a follow-up certificate or an export: a file that was changed or is missing, a
 * journal whose chain does not hold, and the follow-ups that a certificate names itself. Needs the
 * file alone.
 *
 * @param summary what it is, its period, instant, and number of follow-ups or journals
 * @param journals those whose chain holds, to be compared with anchors
 */
record ArchiveFile(String summary, List<String> problems, AnchoredAudit journals) {
  private static final String SUMS = "SHA256SUMS";
  private static final String JOURNALS = "journals/";
  private static final String EXPORT = "export.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether the file is a ZIP, by its first bytes. */
  static boolean isOne(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return new String(content.readNBytes(2), UTF_8).equals("PK");
    }
  }

  static ArchiveFile read(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile(), UTF_8)) {
      boolean isExport = zip.getEntry(EXPORT) != null;
      JsonNode table = JSON.readTree(content(zip, isExport ? EXPORT : "follow-ups.json"));
      List<String> problems = new ArrayList<>();
      AnchoredAudit journals = new AnchoredAudit(asOf(table, problems));
      Map<String, String> sums = sums(content(zip, SUMS));
      TreeSet<String> missing = new TreeSet<>(sums.keySet());
      for (ZipEntry entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
        String name = entry.getName();
        missing.remove(name);
        byte[] content = content(zip, name);
        String sum = HexFormat.of().formatHex(StoredJson.sha256(content));
        if (!name.equals(SUMS) && !sum.equals(sums.get(name))) {
          problems.add(name + " was changed or added");
        } else if (name.startsWith(JOURNALS)) {
          journal(name, content, journals).ifPresent(problems::add);
        }
      }
      missing.forEach(name -> problems.add(name + " is missing"));
      if (isExport) {
        return new ArchiveFile(exported(table), problems, journals);
      }
      table.path("followUps").forEach(row -> named(row, zip, problems));
      return new ArchiveFile(certificate(table), problems, journals);
    }
  }

  /** Without it no journal may be shorter than in an anchor. */
  private static Instant asOf(JsonNode table, List<String> problems) {
    try {
      return Instant.parse(table.path("asOf").asText());
    } catch (DateTimeParseException e) {
      problems.add("it does not say as of when it was made");
      return Instant.MAX;
    }
  }

  private static Optional<String> journal(String name, byte[] content, AnchoredAudit journals) {
    AuditFinding finding = AuditCheck.of(content);
    if (finding instanceof Broken broken) {
      return Optional.of(name + ": " + broken.where());
    }
    JourneyId journey = ((Holds) finding).journeyId();
    if (!name.equals(nameOf(journey.value()))) {
      return Optional.of(name + ": it is the journal of " + journey);
    }
    journals.add(journey, content);
    return Optional.empty();
  }

  private static String nameOf(String journey) {
    return JOURNALS + journey.replace(':', '/') + ".jsonl";
  }

  private static String exported(JsonNode export) {
    return "export %s as of %s: %d journals"
        .formatted(
            export.path("period").asText(),
            export.path("asOf").asText(),
            export.path("journals").asLong());
  }

  private static String certificate(JsonNode certificate) {
    return "certificate %s as of %s: %d follow-ups"
        .formatted(
            certificate.path("period").asText(),
            certificate.path("asOf").asText(),
            certificate.path("followUps").size());
  }

  /** What a certificate says of a follow-up itself, and a journal of it that is not there. */
  private static void named(JsonNode row, ZipFile zip, List<String> problems) {
    String visit = row.path("journeyId").asText();
    row.path("findings").forEach(finding -> problems.add(visit + ": " + finding.asText()));
    for (String journey : List.of(visit, row.path("followUpJourneyId").asText(visit))) {
      if (zip.getEntry(nameOf(journey)) == null) {
        problems.add(journey + ": its journal is missing");
      }
    }
  }

  private static Map<String, String> sums(byte[] file) {
    Map<String, String> sums = new TreeMap<>();
    new String(file, UTF_8)
        .lines()
        .map(line -> line.split(" {2}", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> sums.put(parts[1], parts[0]));
    return sums;
  }

  private static byte[] content(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return new byte[0];
    }
    try (InputStream content = zip.getInputStream(entry)) {
      return content.readAllBytes();
    }
  }
}
