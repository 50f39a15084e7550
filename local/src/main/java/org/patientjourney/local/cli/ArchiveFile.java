package org.patientjourney.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding.Broken;
import org.patientjourney.activities.database.StoredJson;

/**
 * What is wrong with a follow-up certificate or an export: a file that was changed or is missing, a
 * journal whose chain does not hold, and the follow-ups that a certificate names itself. Needs the
 * file alone.
 *
 * @param summary what it is, its period, instant, and number of follow-ups or journals
 */
record ArchiveFile(String summary, List<String> problems) {
  private static final String SUMS = "SHA256SUMS";
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
      List<String> problems = new ArrayList<>();
      Map<String, String> sums = sums(content(zip, SUMS));
      TreeSet<String> missing = new TreeSet<>(sums.keySet());
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName();
        missing.remove(name);
        byte[] content = content(zip, name);
        String sum = HexFormat.of().formatHex(StoredJson.sha256(content));
        if (!name.equals(SUMS) && !sum.equals(sums.get(name))) {
          problems.add(name + " was changed or added");
        } else if (name.startsWith("journals/")
            && AuditCheck.of(content) instanceof Broken broken) {
          problems.add(name + ": " + broken.where());
        }
      }
      missing.forEach(name -> problems.add(name + " is missing"));
      return zip.getEntry(EXPORT) == null
          ? certificate(zip, problems)
          : new ArchiveFile(exported(JSON.readTree(content(zip, EXPORT))), problems);
    }
  }

  private static String exported(JsonNode export) {
    return "export %s as of %s: %d journals"
        .formatted(
            export.path("period").asText(),
            export.path("asOf").asText(),
            export.path("journals").asLong());
  }

  /** With the follow-ups that it names. */
  private static ArchiveFile certificate(ZipFile zip, List<String> problems) throws IOException {
    JsonNode certificate = JSON.readTree(content(zip, "follow-ups.json"));
    certificate
        .path("followUps")
        .forEach(
            row ->
                row.path("findings")
                    .forEach(
                        finding ->
                            problems.add(
                                row.path("journeyId").asText() + ": " + finding.asText())));
    String summary =
        "certificate %s as of %s: %d follow-ups"
            .formatted(
                certificate.path("period").asText(),
                certificate.path("asOf").asText(),
                certificate.path("followUps").size());
    return new ArchiveFile(summary, problems);
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
