package org.patientjourney.app.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.patientjourney.activities.database.StoredJson;

/**
 * A ZIP file with the SHA-256 of each of its files in {@code SHA256SUMS}, written as it is made. It
 * is not closed when making it fails: what is cut off must not look whole.
 */
public final class Archive {
  private static final String SUMS = "SHA256SUMS";

  private final ZipOutputStream zip;
  private final LocalDateTime at;
  private final StringBuilder sums = new StringBuilder();

  /**
   * Begins it.
   *
   * @param now the time of its files
   */
  public Archive(OutputStream out, Instant now) {
    zip = new ZipOutputStream(out, UTF_8);
    at = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
  }

  public void put(String name, byte[] content) throws IOException {
    entry(name);
    zip.write(content);
    zip.closeEntry();
    sum(name, StoredJson.sha256(content));
  }

  /** What was written before: a ZIP file is written one file after the other. */
  public void put(String name, Spool content) throws IOException {
    entry(name);
    sum(name, content.transferTo(zip));
    zip.closeEntry();
  }

  /** Completes it. */
  public void finish() throws IOException {
    entry(SUMS);
    zip.write(sums.toString().getBytes(UTF_8));
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  private void entry(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(at);
    zip.putNextEntry(entry);
  }

  private void sum(String name, byte[] digest) {
    sums.append(HexFormat.of().formatHex(digest)).append("  ").append(name).append('\n');
  }
}
