package org.patientjourney.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.patientjourney.sandbox.SandboxOptions.BadArgumentException;
import org.patientjourney.sandbox.delivery.Timing;

/** Starts the sandbox as a process of its own. */
public final class SandboxMain {
  private SandboxMain() {}

  /** Exits with 2 for bad arguments, with 1 when the sandbox cannot start. */
  public static void main(String[] arguments) {
    // One line for each entry; see java.util.logging.SimpleFormatter.
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %5$s%6$s%n");
    try {
      SandboxOptions options = SandboxOptions.parse(arguments);
      if (options.exitWithParent()) {
        exitWithParent();
      }
      Sandbox sandbox =
          Sandbox.start(
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
