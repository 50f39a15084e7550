package org.patientjourney.activities.record;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.patientjourney.activities.database.StoredJson;

/**
 * A person's words in the journal. The chain holds the digest of salt and words: who is given both
 * can check them without a key, and the words cannot be guessed from the digest alone.
 *
 * @param salt 32 hexadecimal digits
 */
public record JournalNote(String salt, String words) {
  private static final int SALT_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  static JournalNote of(String words) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new JournalNote(HexFormat.of().formatHex(salt), words);
  }

  static JournalNote read(String text) {
    return new JournalNote(text.substring(0, 2 * SALT_BYTES), text.substring(2 * SALT_BYTES));
  }

  /** What is hashed: the salt, and the words right behind it. */
  String text() {
    return salt + words;
  }

  /** SHA-256 of the text's UTF-8. */
  public byte[] digest() {
    return StoredJson.sha256(text());
  }

  /** Without the words: they may name a patient. */
  @Override
  public String toString() {
    return "JournalNote[not shown]";
  }
}
