package org.patientjourney.activities.anchor;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.patientjourney.activities.anchor.AnchorFile.JournalLine;
import org.patientjourney.activities.anchor.AnchorFolder.Stored;
import org.patientjourney.activities.audit.AuditFile;
import org.patientjourney.workflows.order.JourneyId;

/** Compares an audit file with anchors: needs no database. */
public final class AnchoredAudit {
  private AnchoredAudit() {}

  /**
   * The first thing that does not fit, or that no anchor has the journey; empty when all fits.
   *
   * @param file of the journey, which holds by itself
   */
  public static Optional<String> check(JourneyId journey, byte[] file, Path folder, PublicKey key) {
    List<String> hashes = AuditFile.hashes(file);
    boolean isAnchored = false;
    for (Stored stored : new AnchorFolder(folder).stored()) {
      byte[] content = stored.bytes();
      if (!AnchorKeys.isSigned(key, content, stored.signature())) {
        return Optional.of(stored.name() + ": its signature does not fit the key");
      }
      AnchorFile anchor = AnchorFile.read(content);
      for (JournalLine line : anchor.journals()) {
        if (!line.journeyId().equals(journey)) {
          continue;
        }
        isAnchored = true;
        if (!isIn(hashes, line)) {
          return Optional.of(
              "entry %d is not the one that was anchored at %s"
                  .formatted(line.seq(), anchor.head().at()));
        }
      }
    }
    return isAnchored ? Optional.empty() : Optional.of("no anchor has this journey");
  }

  /** A file that ends before it is older than the anchor, or was cut off. */
  private static boolean isIn(List<String> hashes, JournalLine line) {
    return line.seq() <= hashes.size() && hashes.get((int) line.seq() - 1).equals(line.hash());
  }
}
