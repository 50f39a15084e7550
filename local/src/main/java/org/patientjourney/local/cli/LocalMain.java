package org.patientjourney.local.cli;

import ch.qos.logback.classic.Level;
import com.google.common.base.Throwables;
import io.dropwizard.logging.common.BootstrapLogging;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.patientjourney.local.demo.Demo;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSystem;

/** {@code ./journey up}, {@code demo}, {@code clock}, {@code plan} and {@code verify-audit}. */
public final class LocalMain {
  private LocalMain() {}

  /** Exits 0 on success, 1 when a check of the demo failed, 2 for wrong arguments. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> words) {
    String command = words.isEmpty() ? "" : words.get(0);
    try {
      if (command.equals("verify-audit")) {
        return VerifyAuditCommand.run(words.subList(1, words.size()), System.out);
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
