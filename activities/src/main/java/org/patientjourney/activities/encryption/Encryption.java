package org.patientjourney.activities.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM with key ids. Layout: version (1 byte), length of the key id (1), key id, nonce (12),
 * ciphertext with tag. The context (for example table and row) is authenticated but not stored: a
 * ciphertext moved elsewhere does not open.
 */
public final class Encryption {
  private static final byte VERSION = 1;

  /** NIST SP 800-38D: 96-bit nonce, 128-bit tag. */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  /** Looking a cipher up costs more than encrypting a kilobyte. */
  private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(Encryption::cipher);

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * In the header of what a data key encrypts; its ciphertext says nothing of the configured key.
   */
  private static final String DATA_KEY = "data";

  private final Keys keys;

  public Encryption(Keys keys) {
    this.keys = keys;
  }

  public byte[] encrypt(byte[] plain, String context) {
    byte[] header = header(keys.activeKeyId());
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    SecretKey key = key(keys.activeKeyId());
    byte[] ciphertext = run(Cipher.ENCRYPT_MODE, key, nonce, header, context, plain);
    return ByteBuffer.allocate(header.length + NONCE_BYTES + ciphertext.length)
        .put(header)
        .put(nonce)
        .put(ciphertext)
        .array();
  }

  /**
   * The plain bytes.
   *
   * @throws IllegalArgumentException when the bytes are not ours, were changed, or belong elsewhere
   */
  public byte[] decrypt(byte[] stored, String context) {
    int idLength = stored.length < 2 ? 0 : Byte.toUnsignedInt(stored[1]);
    if (stored.length < 2 + idLength + NONCE_BYTES + TAG_BITS / 8 || stored[0] != VERSION) {
      throw new IllegalArgumentException("not a ciphertext of version " + VERSION);
    }
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    byte[] header = new byte[2 + idLength];
    byte[] nonce = new byte[NONCE_BYTES];
    buffer.get(header).get(nonce);
    byte[] ciphertext = new byte[buffer.remaining()];
    buffer.get(ciphertext);
    String keyId = new String(header, 2, header.length - 2, StandardCharsets.US_ASCII);
    return run(Cipher.DECRYPT_MODE, key(keyId), nonce, header, context, ciphertext);
  }

  public byte[] encryptText(String plain, String context) {
    return encrypt(plain.getBytes(StandardCharsets.UTF_8), context);
  }

  public String decryptText(byte[] stored, String context) {
    return new String(decrypt(stored, context), StandardCharsets.UTF_8);
  }

  /**
   * A random key of its own for some data, encrypted: who destroys these bytes destroys the data.
   */
  public byte[] newDataKey(String context) {
    byte[] key = new byte[Keys.KEY_BYTES];
    RANDOM.nextBytes(key);
    return encrypt(key, "data key of " + context);
  }

  /** What encrypts and decrypts with a key that {@link #newDataKey} made for the same context. */
  public Encryption under(byte[] dataKey, String context) {
    byte[] key = decrypt(dataKey, "data key of " + context);
    return new Encryption(new Keys(DATA_KEY, Map.of(DATA_KEY, new SecretKeySpec(key, "AES"))));
  }

  private SecretKey key(String id) {
    SecretKey key = keys.keys().get(id);
    if (key == null) {
      throw new IllegalArgumentException(
          "encrypted with key '" + id + "', which is not configured: add it to encryption.keys");
    }
    return key;
  }

  private static byte[] header(String keyId) {
    byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(2 + id.length).put(VERSION).put((byte) id.length).put(id).array();
  }

  private static byte[] run(
      int mode, SecretKey key, byte[] nonce, byte[] header, String context, byte[] input) {
    try {
      Cipher cipher = CIPHER.get();
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(header);
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "ciphertext cannot be opened in context "
              + context
              + ": it was changed or moved, or the key of its id is not the one that encrypted it:"
              + " compare encryption.keys with those of the other processes",
          e);
    }
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  /** The keys by id: one encrypts, all decrypt. Prints ids only. */
  public record Keys(String activeKeyId, Map<String, SecretKey> keys) {
    /** AES-256. */
    private static final int KEY_BYTES = 32;

    public Keys {
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
    public static Keys ofBase64(String activeKeyId, Map<String, String> base64ByKeyId) {
      Map<String, SecretKey> keys = new TreeMap<>();
      base64ByKeyId.forEach((id, base64) -> keys.put(id, key(id, base64)));
      return new Keys(activeKeyId, keys);
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
      return "Keys[active " + activeKeyId + "]";
    }
  }
}
