package org.patientjourney.activities.qualiphy.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** A body in the content coding gzip (RFC 1952), recognised by its first two bytes. */
public final class GzipBody {
  /** As many bytes as an uncompressed body may have. */
  public static final int LARGEST = 4 * 1024 * 1024;

  private static final int TRAILER_BYTES = 8;

  private GzipBody() {}

  static boolean isAnnounced(byte[] body) {
    return body.length >= 2 && body[0] == (byte) 0x1f && body[1] == (byte) 0x8b;
  }

  /**
   * The content of exactly one gzip member; empty for a damaged or too large one, or with bytes
   * after it.
   */
  public static Optional<byte[]> decode(byte[] body) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] content = gzip.readNBytes(LARGEST + 1);
      return content.length <= LARGEST && isTrailerOf(body, content)
          ? Optional.of(content)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** {@link GZIPInputStream} ignores what follows a member; checksum and size are at its end. */
  private static boolean isTrailerOf(byte[] body, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ByteBuffer trailer =
        ByteBuffer.wrap(body, body.length - TRAILER_BYTES, TRAILER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    return trailer.getInt() == (int) checksum.getValue() && trailer.getInt() == content.length;
  }
}
