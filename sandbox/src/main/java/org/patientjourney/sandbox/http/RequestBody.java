package org.patientjourney.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a caller sent, as bytes; prints nothing of it. */
public final class RequestBody {
  // An attachment of 25 MB as base64 (contract 4.8 [SIM]) has room, more would fill the memory.
  private static final int MOST_BYTES = 48 * 1024 * 1024;

  private final String contentType;
  private final byte[] bytes;

  private RequestBody(String contentType, byte[] bytes) {
    this.contentType = contentType;
    this.bytes = bytes;
  }

  /** Reads all there is, up to a bound. */
  static RequestBody read(String contentType, InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new BadRequestException(413, "expected at most " + MOST_BYTES + " bytes, found more");
    }
    return new RequestBody(contentType, bytes);
  }

  String contentType() {
    return contentType;
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Each byte as one character, so that parts can be found and turned back into bytes. */
  String characters() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "RequestBody[" + bytes.length + " bytes]";
  }
}
