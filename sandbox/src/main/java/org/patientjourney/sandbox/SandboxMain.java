package org.patientjourney.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.Timing;
import org.patientjourney.sandbox.state.Accounts;

/** Starts the sandbox as a process of its own. */
public final class SandboxMain {
  private static final int LONGEST_DELAY_MS = 24 * 60 * 60 * 1000;

  private SandboxMain() {}

  /** What the command line asks for. */
  record Options(
      String host,
      int port,
      Path data,
      Duration decision,
      boolean exitWithParent,
      Accounts accounts) {}

  /** The command line cannot be followed; the message says what was expected and found. */
  static final class BadArgumentException extends Exception {
    BadArgumentException(String message) {
      super(message);
    }
  }

  /** Exits with 2 for bad arguments, with 1 when the sandbox cannot start. */
  public static void main(String[] arguments) {
    // One line for each entry; see java.util.logging.SimpleFormatter.
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %5$s%6$s%n");
    try {
      Options options = parse(arguments);
      if (options.exitWithParent()) {
        exitWithParent();
      }
      Sandbox sandbox =
          Sandbox.start(
              options.host(),
              options.port(),
              options.data(),
              options.accounts(),
              Timing.usual(options.decision()),
              InstantSource.system());
      Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-shutdown"));
      System.out.println("sandbox listening on " + sandbox.uri());
    } catch (BadArgumentException e) {
      System.err.println("sandbox: " + e.getMessage());
      System.exit(2);
    } catch (IOException e) {
      System.err.println("sandbox cannot start: " + e.getMessage());
      System.exit(1);
    }
  }

  static Options parse(String... arguments) throws BadArgumentException {
    String host = "127.0.0.1";
    int port = 0;
    Path data = null;
    int delayMs = 1000;
    boolean exitWithParent = false;
    Map<String, String> clinicByKey = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      String value = i + 1 < arguments.length ? arguments[i + 1] : null;
      switch (name) {
        case "--host" -> host = required(name, value);
        case "--port" -> port = number(name, value, 65535);
        case "--data" -> data = Path.of(required(name, value));
        case "--delay-ms" -> delayMs = number(name, value, LONGEST_DELAY_MS);
        case "--account" -> addAccount(clinicByKey, required(name, value));
        case "--exit-with-parent" -> exitWithParent = true;
        default ->
            throw new BadArgumentException(
                "expected --host, --port, --data, --delay-ms, --account or --exit-with-parent, found "
                    + name);
      }
      i += name.equals("--exit-with-parent") ? 0 : 1;
    }
    if (data == null) {
      throw new BadArgumentException("--data: expected the directory of the state, found none");
    }
    return new Options(
        host, port, data, Duration.ofMillis(delayMs), exitWithParent, Accounts.of(clinicByKey));
  }

  private static String required(String name, @Nullable String value) throws BadArgumentException {
    if (value == null || value.isBlank()) {
      throw new BadArgumentException(name + ": expected a value, found none");
    }
    return value;
  }

  private static int number(String name, @Nullable String value, int most)
      throws BadArgumentException {
    String text = required(name, value);
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
      throw new BadArgumentException(
          name + ": expected a number from 0 to " + most + ", found " + text);
    }
    return Integer.parseInt(text);
  }

  private static void addAccount(Map<String, String> clinicByKey, String value)
      throws BadArgumentException {
    String[] parts = value.split("=", 2);
    // The value is not repeated in the message, as it holds a key.
    if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new BadArgumentException("--account: expected KEY=CLINICNAME, found something else");
    }
    if (clinicByKey.put(parts[0], parts[1]) != null) {
      throw new BadArgumentException("--account: expected each key once, found one twice");
    }
  }

  /** The parent holds the other end of standard input: it closes when the parent dies. */
  private static void exitWithParent() {
    InputStream parent = System.in;
    Thread watch =
        new Thread(
            () -> {
              try {
                parent.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } finally {
                System.exit(0);
              }
            },
            "sandbox-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
