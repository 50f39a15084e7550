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

  /** Exits 0 when all went well, 1 when the demo's check failed, 2 when the words were wrong. */
  public static void main(String[] arguments) {
    if (arguments.length == 2 && arguments[0].equals("verify-audit")) {
      System.exit(VerifyAudit.run(Path.of(arguments[1]), System.out));
    }
    if (arguments.length > 0 && arguments[0].equals("clock")) {
      System.exit(clock(List.of(arguments).subList(1, arguments.length)));
    }
    BootstrapLogging.bootstrap(Level.WARN);
    LocalOptions options;
    try {
      options = LocalOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(
          "journey: " + e.getMessage() + ", expected one of\n" + LocalOptions.usage());
      System.exit(2);
      return;
    }
    try {
      System.exit(options.command().equals("demo") ? Demo.run(options, System.out) : up(options));
    } catch (IllegalArgumentException e) {
      System.err.println("journey: " + e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      System.err.println("journey: " + reason(e));
      System.exit(1);
    }
  }

  private static int clock(List<String> words) {
    try {
      return ClockCommand.run(words, System.out);
    } catch (IllegalArgumentException e) {
      System.err.println("journey: " + e.getMessage());
      return 2;
    } catch (IOException e) {
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
