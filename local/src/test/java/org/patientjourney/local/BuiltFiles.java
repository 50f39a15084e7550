package org.patientjourney.local;

import ch.qos.logback.classic.Level;
import io.dropwizard.logging.common.BootstrapLogging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.patientjourney.local.system.LocalSettings;
import org.patientjourney.local.system.SandboxProcess;

/** Where the build has put things. */
public final class BuiltFiles {
  private BuiltFiles() {}

  public static Path root() {
    return Path.of(System.getProperty("journey.root", "..")).toAbsolutePath().normalize();
  }

  public static Path config() {
    return root().resolve("config.yml");
  }

  public static String sandboxClassPath() throws IOException {
    Path target = root().resolve("sandbox/target");
    Path classPath = target.resolve("classpath");
    if (!Files.exists(classPath)) {
      throw new IOException("expected a built sandbox, found none: build from the root");
    }
    return target.resolve("classes") + ":" + Files.readString(classPath).strip();
  }

  /** Sets what the launcher would set. */
  public static void prepare() throws IOException {
    BootstrapLogging.bootstrap(Level.WARN);
    Awaitility.setDefaultTimeout(Patience.USUAL);
    System.setProperty(SandboxProcess.CLASS_PATH, sandboxClassPath());
    System.setProperty(LocalSettings.CONFIG_FILE, config().toString());
  }
}
