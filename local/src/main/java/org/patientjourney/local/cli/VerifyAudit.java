package org.patientjourney.local.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditFinding;

/**
 * {@code ./journey verify-audit FILE}: whether an exported journal is unchanged. Needs the file
 * alone. Compare the head with one that was noted before: a party that can rewrite the whole file
 * can write one that verifies.
 */
public final class VerifyAudit {
  private VerifyAudit() {}

  /** Returns 0 and prints one line when the file verifies, else 1 and prints what is broken. */
  public static int run(Path file, PrintStream out) {
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
