package org.patientjourney.app.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.patientjourney.activities.database.StoredJson;

/**
 * A ZIP file with the SHA-256 of each of its files in {@code SHA256SUMS}, written as it is made. It
 * is not closed when making it fails: what is cut off must not look whole.
 */
public final class Archive {
  /** Writes dates as text. */
  public static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

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

  /**
   * Completes it with its README and its sums.
   *
   * @param of the class beside which {@code README.txt} is
   * @param summary the first lines of the README
   */
  public void finish(Class<?> of, String summary) throws IOException {
    try (InputStream readme = of.getResourceAsStream("README.txt")) {
      String text = new String(Objects.requireNonNull(readme).readAllBytes(), UTF_8);
      put("README.txt", (summary + text).getBytes(UTF_8));
    }
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
