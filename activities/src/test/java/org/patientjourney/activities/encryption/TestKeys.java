package org.patientjourney.activities.encryption;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Keys that protect nothing. */
public final class TestKeys {
  private TestKeys() {}

  public static Encryption encryption() {
    return new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", base64(32, 1))));
  }

  static String base64(int bytes, int value) {
    byte[] key = new byte[bytes];
    Arrays.fill(key, (byte) value);
    return Base64.getEncoder().encodeToString(key);
  }
}
