package org.patientjourney.local.cli;

import ch.qos.logback.classic.Level;
import io.dropwizard.logging.common.BootstrapLogging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.patientjourney.local.demo.Demo;
import org.patientjourney.local.options.LocalOptions;
import org.patientjourney.local.system.ClassArchive;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalSystem;

/** {@code ./journey up}, {@code demo}, {@code clock} and {@code verify-audit}. */
public final class LocalMain {
  private LocalMain() {}

  /** Exits 0 on success, 1 when a check of the demo failed, 2 for wrong arguments. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> words) {
    String command = words.isEmpty() ? "" : words.get(0);
    try {
      if (command.equals("verify-audit") && words.size() == 2) {
        return VerifyAudit.run(Path.of(words.get(1)), System.out);
      }
      if (command.equals("clock")) {
        return ClockCommand.run(words.subList(1, words.size()), System.out);
      }
      BootstrapLogging.bootstrap(Level.WARN);
      LocalOptions options = LocalOptions.parse(words);
      return options.isDemo() ? Demo.run(options, System.out) : up(options);
    } catch (IllegalArgumentException e) {
      System.err.println(
          "journey: " + e.getMessage() + ", expected one of\n" + LocalOptions.usage());
      return 2;
    } catch (Exception e) {
      System.err.println("journey: " + reason(e));
      return 1;
    }
  }

  private static int up(LocalOptions options) throws Exception {
    LocalSystem system = LocalSystem.start(options, List.of());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system)));
    System.out.println("journey engine ready: " + system.url());
    System.out.println("  provider sandbox:   " + system.sandboxUrl() + "/sandbox");
    system.temporalUi().ifPresent(ui -> System.out.println("  Temporal's UI:      " + ui));
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
      while (System.in.read() >= 0) {
        // Only the end of the input counts.
      }
    } catch (IOException e) {
      System.err.println("journey: standard input failed, stopping");
    }
    stopped.countDown();
  }

  private static void stop(LocalSystem system) {
    System.out.println("stopping ..." + ClassArchive.notice());
    try {
      system.close();
    } catch (Exception e) {
      System.err.println("journey: did not stop cleanly: " + reason(e));
    }
  }

  private static String reason(Throwable failure) {
    StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      reason.append(": ").append(cause.getMessage());
    }
    return reason.toString();
  }
}
