package org.patientjourney.activities.anchor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys in PEM files, as {@code openssl genpkey -algorithm ed25519} makes them. */
public final class AnchorKeys {
  private static final String ALGORITHM = "Ed25519";

  private AnchorKeys() {}

  /**
   * The key that signs.
   *
   * @throws IllegalArgumentException when the file holds none
   */
  public static PrivateKey privateKey(Path pem) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new PKCS8EncodedKeySpec(der(pem, "PRIVATE KEY")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw expected(pem, "private");
    }
  }

  /**
   * The key that signatures are checked with.
   *
   * @throws IllegalArgumentException when the file holds none
   */
  public static PublicKey publicKey(Path pem) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(der(pem, "PUBLIC KEY")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw expected(pem, "public");
    }
  }

  static byte[] sign(PrivateKey key, byte[] content) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key did not sign", e);
    }
  }

  static boolean isSigned(PublicKey key, byte[] content, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(content);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] der(Path pem, String label) {
    try {
      String text = Files.readString(pem);
      String begin = "-----BEGIN " + label + "-----";
      int from = text.indexOf(begin);
      int to = text.indexOf("-----END " + label + "-----");
      return from < 0 || to < 0
          ? new byte[0]
          : Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read a key in " + pem, e);
    }
  }

  /** Without the cause, which may quote the key. */
  private static IllegalArgumentException expected(Path pem, String kind) {
    return new IllegalArgumentException(
        "expected a %s Ed25519 key as PEM in %s, found something else".formatted(kind, pem));
  }
}
