package org.patientjourney.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditFinding;

/**
 * {@code ./journey verify-audit FILE}: whether a journal that left the house is as it was made.
 * Needs the file alone. What the head says is worth comparing with a head that was noted before:
 * whoever can make a whole file anew can make one that holds.
 */
final class VerifyAudit {
  private VerifyAudit() {}

  /** Tells 0 and one line when the file holds, 1 and what is broken when not. */
  static int run(Path file, PrintStream out) {
    AuditFinding finding;
    try {
      finding = AuditCheck.of(Files.readAllBytes(file));
    } catch (IOException e) {
      finding = new AuditFinding.Broken("the file cannot be read");
    }
    if (finding instanceof AuditFinding.Holds holds) {
      out.printf(
          "%s holds: %d entries, head %s%n", holds.journeyId(), holds.entries(), holds.headHash());
      return 0;
    }
    out.println("broken: " + ((AuditFinding.Broken) finding).where());
    return 1;
  }
}
