package org.patientjourney.local.cli;

import ch.qos.logback.classic.Level;
import com.google.common.base.Throwables;
import io.dropwizard.logging.common.BootstrapLogging;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.patientjourney.activities.anchor.AnchorKeys;
import org.patientjourney.activities.anchor.AnchoredAudit;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding;
import org.patientjourney.local.demo.Demo;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSystem;

/** {@code ./journey up}, {@code demo}, {@code clock}, {@code plan} and {@code verify-audit}. */
public final class LocalMain {
  private static final Set<String> ANCHOR_OPTIONS = Set.of("--anchors", "--key");

  private LocalMain() {}

  /** Exits 0 on success, 1 when a check of the demo failed, 2 for wrong arguments. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> words) {
    String command = words.isEmpty() ? "" : words.get(0);
    try {
      if (command.equals("verify-audit")) {
        return verifyAudit(words.subList(1, words.size()), System.out);
      }
      if (command.equals("plan")) {
        Reader input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        return PlanCommand.run(words.subList(1, words.size()), input, System.out);
      }
      if (command.equals("clock")) {
        return ClockCommand.run(words.subList(1, words.size()), System.out);
      }
      BootstrapLogging.bootstrap(Level.WARN);
      LocalOptions options = LocalOptions.parse(words);
      return options.isDemo() ? Demo.run(options, System.out) : up(options);
    } catch (IllegalArgumentException e) {
      System.err.println("journey: " + e.getMessage() + ", expected one of\n" + usage());
      return 2;
    } catch (Exception e) {
      System.err.println("journey: " + reason(e));
      return 1;
    }
  }

  /** What every command and option is for; the launcher prints the same file. */
  static String usage() {
    try (InputStream usage = LocalMain.class.getResourceAsStream("usage.txt")) {
      return new String(Objects.requireNonNull(usage).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file, and {@code --anchors} with {@code --key} in any order. */
  static int verifyAudit(List<String> words, PrintStream out) {
    List<Path> files = new ArrayList<>();
    Map<String, Path> options = new TreeMap<>();
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      if (!word.startsWith("--")) {
        files.add(Path.of(word));
      } else if (ANCHOR_OPTIONS.contains(word) && rest.hasNext()) {
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
      return verifyAnchored(files.get(0), anchors, key, out);
    }
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          "verify-audit: expected --anchors and --key, found " + options.keySet());
    }
    return verifyAudit(files.get(0), out);
  }

  /**
   * Whether a journal, a follow-up certificate or an export is unchanged and names nothing: returns
   * 0 and prints one line when it is, else 1 and prints what is broken. Needs the file alone.
   * Compare the head with one that was noted before: a party that can rewrite the whole file can
   * write one that verifies.
   */
  public static int verifyAudit(Path file, PrintStream out) {
    return checked(file, out).exitCode();
  }

  /**
   * The same, and whether each journal that holds is the one that was anchored.
   *
   * @param anchors a folder of anchors
   * @param key that their signatures are checked with, as PEM
   */
  public static int verifyAnchored(Path file, Path anchors, Path key, PrintStream out) {
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

  private static int up(LocalOptions options) throws Exception {
    LocalSystem system = LocalSystem.start(options, List.of());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system)));
    System.out.println("journey engine ready: " + system.url());
    System.out.println("  provider sandbox:   " + system.sandboxUrl() + "/sandbox");
    system
        .engine()
        .ui()
        .ifPresent(
            ui -> {
              System.out.println("  Temporal's UI:      " + ui);
              System.out.println("  lists in it:        deploy/temporal-links " + ui);
            });
    System.out.println("  keys:               " + options.data().resolve(LocalKeys.FILE));
    System.out.println("  log:                " + options.data().resolve("journey.log"));
    System.out.println("  Losing the keys file loses the record. Ctrl-C stops; up again goes on.");
    if (options.exitWithParent()) {
      new Thread(() -> awaitEndOfInput(stopped), "parent-watch").start();
    }
    stopped.await();
    return 0;
  }

  private static void awaitEndOfInput(CountDownLatch stopped) {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("journey: standard input failed, stopping");
    }
    stopped.countDown();
  }

  private static void stop(LocalSystem system) {
    System.out.println(LocalSystem.stopping());
    try {
      system.close();
    } catch (Exception e) {
      System.err.println("journey: did not stop cleanly: " + reason(e));
    }
  }

  private static String reason(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .map(cause -> String.valueOf(cause.getMessage()))
        .collect(Collectors.joining(": "));
  }
}
