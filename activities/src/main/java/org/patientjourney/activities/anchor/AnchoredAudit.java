package org.patientjourney.activities.anchor;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.patientjourney.activities.anchor.AnchorFile.JournalLine;
import org.patientjourney.activities.anchor.AnchorFolder.Stored;
import org.patientjourney.activities.audit.AuditFile;
import org.patientjourney.workflows.order.JourneyId;

/** Compares journals of audit files with anchors: needs no database. */
public final class AnchoredAudit {
  /** An entry has its time before it is committed, and so before an anchor can have it. */
  private static final Duration COMMITTED_WITHIN = Duration.ofMinutes(1);

  private final Instant asOf;
  private final Map<JourneyId, Journal> journals = new LinkedHashMap<>();

  /**
   * A comparison of journals.
   *
   * @param asOf when they were read from the record: an anchor that was made later may have more
   */
  public AnchoredAudit(Instant asOf) {
    this.asOf = asOf.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The hashes of a journal's entries, in hex, and the time of the first. */
  private record Journal(List<String> hashes, Instant begunAt) {}

  /**
   * What was found.
   *
   * @param problems one line for each thing that does not fit
   * @param fitting how many journals are as they were anchored
   * @param tooYoung how many journals began after the last anchor, so that none can have them
   */
  public record Finding(List<String> problems, int fitting, int tooYoung) {}

  /** Takes an audit file that holds by itself. */
  public void add(JourneyId journey, byte[] file) {
    journals.put(journey, new Journal(AuditFile.hashes(file), AuditFile.begunAt(file)));
  }

  /** Names a journal once: by the first anchor that differs. */
  public Finding check(Path folder, PublicKey key) {
    List<String> problems = new ArrayList<>();
    Set<JourneyId> anchored = new HashSet<>();
    Set<JourneyId> changed = new HashSet<>();
    Instant last = null;
    for (Stored stored : new AnchorFolder(folder).stored()) {
      byte[] content = stored.bytes();
      if (!AnchorKeys.isSigned(key, content, stored.signature())) {
        return new Finding(List.of(stored.name() + ": its signature does not fit the key"), 0, 0);
      }
      AnchorFile anchor = AnchorFile.read(content);
      last = anchor.head().at();
      for (JournalLine line : anchor.journals()) {
        anchored.add(line.journeyId());
        if (!fits(line, last) && changed.add(line.journeyId())) {
          problems.add(
              "%s: entry %d is not the one that was anchored at %s"
                  .formatted(line.journeyId(), line.seq(), last));
        }
      }
    }
    int young = 0;
    for (Map.Entry<JourneyId, Journal> entry : journals.entrySet()) {
      JourneyId journey = entry.getKey();
      if (anchored.contains(journey)) {
        continue;
      }
      if (last != null && entry.getValue().begunAt().isAfter(last.minus(COMMITTED_WITHIN))) {
        young++;
      } else {
        problems.add(journey + ": no anchor has this journal");
      }
    }
    return new Finding(problems, journals.size() - young - problems.size(), young);
  }

  private boolean fits(JournalLine line, Instant at) {
    Journal journal = journals.get(line.journeyId());
    if (journal == null) {
      return true;
    }
    List<String> hashes = journal.hashes();
    return line.seq() > hashes.size()
        ? !at.isBefore(asOf)
        : hashes.get((int) line.seq() - 1).equals(line.hash());
  }
}
