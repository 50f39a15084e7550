package org.patientjourney.app.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding.Broken;
import org.patientjourney.activities.audit.AuditFile;
import org.patientjourney.workflows.order.JourneyId;

/** A journal as an audit file. */
@SuppressWarnings("ArrayRecordComponent") // written, never compared
public record JournalFile(JourneyId journeyId, byte[] content) {
  public static JournalFile of(Audit audit) {
    return new JournalFile(audit.journeyId(), AuditFile.of(audit).getBytes(UTF_8));
  }

  /** In the archive; a colon of an id would not be part of a file's name everywhere. */
  public String path() {
    return "journals/" + journeyId.value().replace(':', '/') + ".jsonl";
  }

  public boolean isBroken() {
    return AuditCheck.of(content) instanceof Broken;
  }
}
