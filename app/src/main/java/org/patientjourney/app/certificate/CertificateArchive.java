package org.patientjourney.app.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.patientjourney.activities.database.StoredJson;

/**
 * Writes a certificate as a ZIP file: journals at once, both tables behind them, because a ZIP file
 * is written one entry after the other. Not closed when the reading fails: what is cut off must not
 * look whole.
 */
final class CertificateArchive {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private static final CsvSchema COLUMNS = CertificateColumns.schema();

  private final ZipOutputStream zip;
  private final LocalDateTime at;
  private final StringBuilder sums = new StringBuilder();
  private final Spool csv = new Spool();
  private final Spool json = new Spool();
  private final SequenceWriter table;
  private final JsonGenerator list;

  CertificateArchive(OutputStream out, Period period, Instant now) throws IOException {
    zip = new ZipOutputStream(out, UTF_8);
    at = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    table = new CsvMapper().writer(COLUMNS).writeValues(csv);
    list = JSON.createGenerator(json);
    list.writeStartObject();
    list.writeStringField("certificate", "patient-journey-1");
    list.writeStringField("period", period.toString());
    list.writeStringField("asOf", now.toString());
    list.writeArrayFieldStart("followUps");
  }

  void add(CertifiedFollowUp followUp, List<JournalFile> journals) throws IOException {
    for (JournalFile journal : journals) {
      put(journal.path(), journal.content());
    }
    ObjectNode row = JSON.valueToTree(followUp);
    JSON.writeTree(list, row);
    table.write(CertificateColumns.cells(row));
  }

  /**
   * Completes the archive.
   *
   * @param summary the first lines of its README
   */
  void finish(String summary) throws IOException {
    table.close();
    list.writeEndArray();
    list.writeEndObject();
    list.close();
    put("follow-ups.csv", csv);
    put("follow-ups.json", json);
    put("README.txt", (summary + readme()).getBytes(UTF_8));
    entry("SHA256SUMS");
    zip.write(sums.toString().getBytes(UTF_8));
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  private void put(String name, byte[] content) throws IOException {
    entry(name);
    zip.write(content);
    zip.closeEntry();
    sum(name, StoredJson.sha256(content));
  }

  private void put(String name, Spool content) throws IOException {
    entry(name);
    sum(name, content.transferTo(zip));
    zip.closeEntry();
  }

  private void entry(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(at);
    zip.putNextEntry(entry);
  }

  private void sum(String name, byte[] digest) {
    sums.append(HexFormat.of().formatHex(digest)).append("  ").append(name).append('\n');
  }

  private static String readme() throws IOException {
    try (InputStream text = CertificateArchive.class.getResourceAsStream("README.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), UTF_8);
    }
  }
}
