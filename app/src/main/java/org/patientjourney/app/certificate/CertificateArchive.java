package org.patientjourney.app.certificate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.patientjourney.app.archive.Archive;
import org.patientjourney.app.archive.JournalFile;
import org.patientjourney.app.archive.Period;
import org.patientjourney.app.archive.Spool;

/**
 * Writes a certificate as a ZIP file: journals at once, both tables behind them, because a ZIP file
 * is written one entry after the other. Not finished when the reading fails.
 */
final class CertificateArchive {
  private static final CsvSchema COLUMNS = CertificateColumns.schema();

  private final Archive archive;
  private final Spool csv = new Spool();
  private final Spool json = new Spool();
  private final SequenceWriter table;
  private final JsonGenerator list;

  CertificateArchive(OutputStream out, Period period, Instant now) throws IOException {
    archive = new Archive(out, now);
    table = new CsvMapper().writer(COLUMNS).writeValues(csv);
    list = Archive.JSON.createGenerator(json);
    list.writeStartObject();
    list.writeStringField("certificate", "patient-journey-1");
    list.writeStringField("period", period.toString());
    list.writeStringField("asOf", now.toString());
    list.writeArrayFieldStart("followUps");
  }

  void add(CertifiedFollowUp followUp, List<JournalFile> journals) throws IOException {
    for (JournalFile journal : journals) {
      archive.put(journal.path(), journal.content());
    }
    ObjectNode row = Archive.JSON.valueToTree(followUp);
    Archive.JSON.writeTree(list, row);
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
    archive.put("follow-ups.csv", csv);
    archive.put("follow-ups.json", json);
    archive.finish(CertificateArchive.class, summary);
  }
}
