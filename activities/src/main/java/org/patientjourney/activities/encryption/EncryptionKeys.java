package org.patientjourney.activities.encryption;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys by id: one encrypts, all decrypt. Prints ids only. */
public record EncryptionKeys(String activeKeyId, Map<String, SecretKey> keys) {
  /** AES-256. */
  private static final int KEY_BYTES = 32;

  public EncryptionKeys {
    keys = Map.copyOf(keys);
    if (!keys.containsKey(activeKeyId)) {
      throw new IllegalArgumentException(
          "expected an encryption key with the active id '"
              + activeKeyId
              + "', found ids "
              + keys.keySet());
    }
  }

  /** From base64 texts of 32 bytes each. */
  public static EncryptionKeys ofBase64(String activeKeyId, Map<String, String> base64ByKeyId) {
    Map<String, SecretKey> keys = new TreeMap<>();
    base64ByKeyId.forEach((id, base64) -> keys.put(id, key(id, base64)));
    return new EncryptionKeys(activeKeyId, keys);
  }

  private static SecretKey key(String id, String base64) {
    if (!id.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("an encryption key id must match [a-z0-9-]{1,32}");
    }
    byte[] bytes = decoded(id, base64);
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "encryption key '" + id + "' must have 32 bytes, found " + bytes.length);
    }
    return new SecretKeySpec(bytes, "AES");
  }

  private static byte[] decoded(String id, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("encryption key '" + id + "' must be base64", e);
    }
  }

  @Override
  public String toString() {
    return "EncryptionKeys[active " + activeKeyId + "]";
  }
}
