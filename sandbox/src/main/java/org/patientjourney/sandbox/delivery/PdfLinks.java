package org.patientjourney.sandbox.delivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed links to the PDFs of exams, which expire after a day of the sandbox's clock. */
public final class PdfLinks {
  // docs/provider.md, Links.
  private static final Duration LIFETIME = Duration.ofHours(24);
  private static final String HMAC = "HmacSHA256";
  // Not secret: it protects fictional text, and links must outlive the process that signed them.
  private static final byte[] KEY = "sandbox".getBytes(StandardCharsets.UTF_8);
  private static final int NONCE_LENGTH = 32;

  private final URI sandbox;
  private final InstantSource clock;

  public PdfLinks(URI sandbox, InstantSource clock) {
    this.sandbox = sandbox;
    this.clock = clock;
  }

  /** A link with a new signature. */
  public String of(long patientExamId) {
    String expires = String.valueOf(clock.instant().plus(LIFETIME).getEpochSecond());
    String nonce = UUID.randomUUID().toString().replace("-", "");
    String signature = signature(patientExamId, expires, nonce);
    return sandbox
        + ("/pdf/" + patientExamId + ".pdf?Expires=" + expires + "&Signature=" + signature);
  }

  public boolean isValid(long patientExamId, String expires, String signature) {
    return expires.matches("\\d{1,11}")
        && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(expires)))
        && signature.length() > NONCE_LENGTH
        && isSigned(patientExamId, expires, signature);
  }

  private static boolean isSigned(long patientExamId, String expires, String signature) {
    String right = signature(patientExamId, expires, signature.substring(0, NONCE_LENGTH));
    return MessageDigest.isEqual(
        right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
  }

  private static String signature(long patientExamId, String expires, String nonce) {
    String signed = patientExamId + " " + expires + " " + nonce;
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(KEY, HMAC));
      return nonce + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("expected every JDK to have " + HMAC, e);
    }
  }
}
