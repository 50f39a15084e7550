package org.patientjourney.app.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Both platforms sign alike: base64 of HMAC-SHA256 of the raw body. */
final class StoreSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private StoreSignature() {}

  /** Whether one of the secrets has signed the body. Compares in constant time. */
  static boolean isOfOne(List<String> secrets, @Nullable String signature, byte[] body) {
    byte[] given = (signature == null ? "" : signature).getBytes(StandardCharsets.UTF_8);
    boolean isSigned = false;
    for (String secret : secrets) {
      isSigned |= MessageDigest.isEqual(of(secret, body), given);
    }
    return isSigned;
  }

  private static byte[] of(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return Base64.getEncoder().encode(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
