package org.patientjourney.local.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.patientjourney.activities.anchor.AnchorKeys;
import org.patientjourney.activities.anchor.AnchoredAudit;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding;

/** {@code ./journey verify-audit}: checks a file with journals, without the engine. */
public final class VerifyAuditCommand {
  private static final Set<String> OPTIONS = Set.of("--anchors", "--key");

  private VerifyAuditCommand() {}

  /** A file, and {@code --anchors} with {@code --key} in any order. */
  static int run(List<String> words, PrintStream out) {
    List<Path> files = new ArrayList<>();
    Map<String, Path> options = new TreeMap<>();
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      if (!word.startsWith("--")) {
        files.add(Path.of(word));
      } else if (OPTIONS.contains(word) && rest.hasNext()) {
        options.put(word, Path.of(rest.next()));
      } else {
        throw new IllegalArgumentException("verify-audit: found " + word);
      }
    }
    if (files.size() != 1) {
      throw new IllegalArgumentException(
          "verify-audit: expected the path of one file, found " + files.size());
    }
    Path anchors = options.get("--anchors");
    Path key = options.get("--key");
    if (anchors != null && key != null) {
      return checkAnchored(files.get(0), anchors, key, out);
    }
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          "verify-audit: expected --anchors and --key, found " + options.keySet());
    }
    return check(files.get(0), out);
  }

  /**
   * Whether a journal, a follow-up certificate or an export is unchanged and names nothing: returns
   * 0 and prints one line when it is, else 1 and prints what is broken. Needs the file alone.
   * Compare the head with one that was noted before: a party that can rewrite the whole file can
   * write one that verifies.
   */
  public static int check(Path file, PrintStream out) {
    return checked(file, out).exitCode();
  }

  /**
   * The same, and whether each journal that holds is the one that was anchored.
   *
   * @param anchors a folder of anchors
   * @param key that their signatures are checked with, as PEM
   */
  public static int checkAnchored(Path file, Path anchors, Path key, PrintStream out) {
    Checked alone = checked(file, out);
    AnchoredAudit.Finding found = alone.journals().check(anchors, AnchorKeys.publicKey(key));
    found.problems().forEach(problem -> out.println("broken: " + problem));
    if (found.tooYoung() > 0) {
      out.println(found.tooYoung() + " journals began after the last anchor: none can have them");
    }
    boolean fits = found.problems().isEmpty() && found.fitting() > 0;
    if (fits) {
      out.println(found.fitting() + " journals fit their anchors");
    } else if (found.problems().isEmpty()) {
      out.println("broken: no journal could be compared with an anchor");
    }
    return alone.exitCode() == 0 && fits ? 0 : 1;
  }

  /** Of a file's own check. */
  private record Checked(int exitCode, AnchoredAudit journals) {}

  private static Checked checked(Path file, PrintStream out) {
    AnchoredAudit journals = new AnchoredAudit(Instant.MAX);
    AuditFinding finding;
    try {
      if (ArchiveFile.isOne(file)) {
        ArchiveFile archive = ArchiveFile.read(file);
        archive.problems().forEach(problem -> out.println("broken: " + problem));
        if (archive.problems().isEmpty()) {
          out.println(archive.summary() + " hold");
        }
        return new Checked(archive.problems().isEmpty() ? 0 : 1, archive.journals());
      }
      byte[] content = Files.readAllBytes(file);
      finding = AuditCheck.of(content);
      if (finding instanceof AuditFinding.Holds holds) {
        journals.add(holds.journeyId(), content);
      }
    } catch (IOException e) {
      finding = new AuditFinding.Broken(0, "the file cannot be read");
    }
    if (finding instanceof AuditFinding.Holds holds) {
      out.printf(
          "%s holds: %d entries, head %s%n", holds.journeyId(), holds.entries(), holds.headHash());
      return new Checked(0, journals);
    }
    out.println("broken: " + ((AuditFinding.Broken) finding).where());
    return new Checked(1, journals);
  }
}
