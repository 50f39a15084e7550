package org.patientjourney.app.webhook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
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
}
