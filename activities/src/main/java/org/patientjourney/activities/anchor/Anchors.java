package org.patientjourney.activities.anchor;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.anchor.AnchorDao.AccessText;
import org.patientjourney.activities.anchor.AnchorFile.AccessLines;
import org.patientjourney.activities.anchor.AnchorFile.Head;
import org.patientjourney.activities.anchor.AnchorFile.JournalLine;
import org.patientjourney.activities.anchor.AnchorFolder.Stored;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Anchors journals and access log in signed files: who owns the database can write a chain anew,
 * but not so that it fits a file that lies elsewhere.
 */
public record Anchors(Jdbi jdbi, InstantSource clock) {
  /** What an anchor holds: journals that have grown, and the last line of the access log. */
  public record Anchored(String file, int journals, long accessLogTo) {}

  /** Writes the next anchor, which holds what has changed since those in the folder. */
  public Anchored anchor(Path folder, PrivateKey key) {
    AnchorFolder anchors = new AnchorFolder(folder);
    List<AnchorFile> before = anchors.anchors();
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Head head = Head.of(at, previous(anchors.stored()));
    AnchorFile next = inSnapshot(handle -> read(handle, head, before));
    byte[] content = next.bytes();
    Stored written = anchors.write(at, content, AnchorKeys.sign(key, content));
    return new Anchored(written.name(), next.journals().size(), next.accessLog().to());
  }

  private static String previous(List<Stored> stored) {
    return stored.isEmpty()
        ? AnchorFile.BEGINNING
        : AnchorFile.digest(stored.get(stored.size() - 1).bytes());
  }

  private static AnchorFile read(Handle handle, Head head, List<AnchorFile> before) {
    AnchorDao dao = handle.attach(AnchorDao.class);
    Map<JourneyId, JournalLine> known = new HashMap<>();
    before.forEach(file -> file.journals().forEach(line -> known.put(line.journeyId(), line)));
    List<JournalLine> grown =
        dao.findHeads().filter(line -> !line.equals(known.get(line.journeyId()))).list();
    AccessLines last =
        before.isEmpty() ? AccessLines.NONE : before.get(before.size() - 1).accessLog();
    return new AnchorFile(head, grown, accessLines(dao, last, null));
  }

  private static AccessLines accessLines(AnchorDao dao, AccessLines last, @Nullable Long to) {
    long end = last.to();
    String hash = last.hash();
    for (AccessText line : dao.findAccess(last.to(), to)) {
      end = line.accessId();
      hash = HexFormat.of().formatHex(StoredJson.sha256(hash + "\n" + line.text()));
    }
    return new AccessLines(end, hash);
  }

  /**
   * Compares the record with all anchors of a folder, and each journal with its own chain.
   *
   * @param problem takes a line for each thing that does not fit
   * @return how many anchors there are
   */
  public int check(Path folder, PublicKey key, Consumer<String> problem) {
    List<Stored> stored = new AnchorFolder(folder).stored();
    inSnapshot(
        handle -> {
          new Check(handle.attach(AnchorDao.class), key, problem).check(stored);
          checkChains(handle, problem);
          return stored;
        });
    return stored.size();
  }

  private static void checkChains(Handle handle, Consumer<String> problem) {
    for (JournalLine head : handle.attach(AnchorDao.class).findHeads()) {
      JourneyId journey = head.journeyId();
      Audit.find(handle, journey)
          .orElseThrow()
          .firstBroken()
          .ifPresent(
              entry ->
                  problem.accept("journal %s: entry %d does not fit".formatted(journey, entry)));
    }
  }

  /** All of one moment. */
  private <T> T inSnapshot(HandleCallback<T, RuntimeException> reading) {
    return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, reading);
  }

  /** One look at all anchors, oldest first. A journal is named once: by the first that differs. */
  private static final class Check {
    private final AnchorDao dao;
    private final PublicKey key;
    private final Consumer<String> problem;
    private final Set<JourneyId> changed = new HashSet<>();
    private String previous = AnchorFile.BEGINNING;
    private AccessLines last = AccessLines.NONE;

    Check(AnchorDao dao, PublicKey key, Consumer<String> problem) {
      this.dao = dao;
      this.key = key;
      this.problem = problem;
    }

    void check(List<Stored> stored) {
      for (Stored file : stored) {
        byte[] content = file.bytes();
        if (!AnchorKeys.isSigned(key, content, file.signature())) {
          problem.accept(file.name() + ": its signature does not fit the key");
        }
        AnchorFile anchor = AnchorFile.read(content);
        if (!anchor.head().previous().equals(previous)) {
          problem.accept(
              file.name() + ": does not follow the anchor before it: one is missing or changed");
        }
        previous = AnchorFile.digest(content);
        checkJournals(anchor);
        checkAccess(anchor);
      }
    }

    private void checkJournals(AnchorFile anchor) {
      List<JournalLine> lines = anchor.journals();
      for (int from = 0; from < lines.size(); from += AnchorDao.PAGE) {
        List<JournalLine> page = lines.subList(from, Math.min(lines.size(), from + AnchorDao.PAGE));
        List<JournalLine> found =
            dao.findEntries(
                page.stream().map(line -> line.journeyId().value()).toArray(String[]::new),
                page.stream().map(JournalLine::seq).toArray(Long[]::new));
        List<JournalLine> differing = new ArrayList<>(page);
        differing.removeAll(new HashSet<>(found));
        differing.forEach(line -> changed(line, anchor.head().at()));
      }
    }

    private void changed(JournalLine line, Instant at) {
      if (changed.add(line.journeyId())) {
        problem.accept(
            "journal %s: entry %d is not the one that was anchored at %s"
                .formatted(line.journeyId(), line.seq(), at));
      }
    }

    /** Goes on from what was anchored, so that a change shows in its own anchor alone. */
    private void checkAccess(AnchorFile anchor) {
      AccessLines now = accessLines(dao, last, anchor.accessLog().to());
      if (!now.equals(anchor.accessLog())) {
        problem.accept(
            "access log: lines %d to %d are not those that were anchored at %s"
                .formatted(last.to() + 1, anchor.accessLog().to(), anchor.head().at()));
      }
      last = anchor.accessLog();
    }
  }
}
