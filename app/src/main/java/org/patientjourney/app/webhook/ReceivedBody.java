package org.patientjourney.app.webhook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.patientjourney.activities.qualiphy.webhook.GzipBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a request's body that was received.
 *
 * @param complete false when the connection broke, or the chunks were malformed, before its end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReceivedBody(byte[] bytes, boolean complete) {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedBody.class);
  private static final int BUFFER = 8 * 1024;
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  /** IANA, HTTP Content Coding Registry: any other name, such as "utf-8", says nothing. */
  private static final Set<String> REGISTERED =
      Set.of("gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd", "dcb", "dcz");

  /** Reads to the end, or as many bytes as the limit. */
  static ReceivedBody read(InputStream body, int limit) {
    ByteArrayOutputStream received = new ByteArrayOutputStream(BUFFER);
    try {
      byte[] buffer = new byte[BUFFER];
      while (received.size() < limit) {
        int count = body.read(buffer, 0, Math.min(buffer.length, limit - received.size()));
        if (count < 0) {
          break;
        }
        received.write(buffer, 0, count);
      }
      return new ReceivedBody(received.toByteArray(), true);
    } catch (IOException | RuntimeException e) { // Jetty throws either
      LOG.info("a webhook delivery broke off: {}", e.getClass().getName());
      return new ReceivedBody(received.toByteArray(), false);
    }
  }

  /** Reads what follows; the limit counts from the beginning. */
  ReceivedBody readOn(InputStream rest, int limit) {
    return read(new SequenceInputStream(new ByteArrayInputStream(bytes), rest), limit);
  }

  /**
   * Whether it is not in the coding that was announced, or in one that is not decoded.
   *
   * @param announced the values of Content-Encoding, joined by commas
   */
  boolean isMisencoded(String announced) {
    if (announced.isEmpty()) {
      return false;
    }
    List<String> codings =
        Arrays.stream(announced.split(",", -1))
            .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
            .filter(REGISTERED::contains)
            .toList();
    if (codings.isEmpty()) {
      return false;
    }
    boolean isGzip = codings.size() == 1 && GZIP.contains(codings.get(0));
    return !isGzip || GzipBody.decode(bytes).isEmpty();
  }
}
