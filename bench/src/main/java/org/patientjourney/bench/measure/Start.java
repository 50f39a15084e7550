package org.patientjourney.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.patientjourney.bench.system.Checkout;

/** {@code ./journey up} on a folder that was used before, until its endpoints are open. */
public final class Start {
  private Start() {}

  /** Seconds. */
  public static double measure(Checkout checkout, Path data) throws IOException {
    Files.createDirectories(data);
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(
                List.of(
                    checkout.launcher().toString(),
                    "up",
                    "--data",
                    data.toString(),
                    "--port",
                    "0",
                    "--sandbox-port",
                    "0",
                    "--exit-with-parent"))
            .redirectError(data.resolve("start.log").toFile())
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (line != null && !line.startsWith("journey engine ready")) {
        line = output.readLine();
      }
      if (line == null) {
        throw new IOException("up did not start: see " + data);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      process.getOutputStream().close();
      process.waitFor();
      return seconds;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
