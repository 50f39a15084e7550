package org.patientjourney.app.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What is written now and read later, kept compressed in memory: not in a file, as personal data
 * may be in it.
 */
public final class Spool extends OutputStream {
  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
  private final OutputStream out;

  public Spool() throws IOException {
    out = new GZIPOutputStream(compressed);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Returns the SHA-256 of what was transferred. */
  byte[] transferTo(OutputStream target) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream content =
        new GZIPInputStream(new ByteArrayInputStream(compressed.toByteArray()))) {
      content.transferTo(new DigestOutputStream(target, digest));
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
